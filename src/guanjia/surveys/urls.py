"""Addresses of surveys: /p/q/<token>/ for attendees, /s/<site_code>/surveys/ for staff."""

from django.urls import path

from guanjia.surveys.views import public, staff, studies, words

app_name = "surveys"
urlpatterns = [
    path("p/q/<str:token>/", public.answer, name="answer"),
    path("s/<slug:site_code>/surveys/", staff.survey_list_page, name="surveys"),
    path("s/<slug:site_code>/surveys/<int:pk>/", staff.survey_page, name="survey"),
    path("s/<slug:site_code>/surveys/<int:pk>/paper/", staff.paper, name="paper"),
    path("s/<slug:site_code>/surveys/<int:pk>/sheet.pdf", staff.sheet, name="sheet"),
    path("p/study/<str:token>/", studies.answer_page, name="study_answer"),
    path("s/<slug:site_code>/surveys/owners/", studies.study_list_page, name="studies"),
    path("s/<slug:site_code>/surveys/owners/<int:pk>/", studies.study_page, name="study"),
    path("s/<slug:site_code>/surveys/owners/<int:pk>/preview/", studies.preview, name="study_preview"),
    path("s/<slug:site_code>/surveys/owners/<int:pk>/paper/", studies.paper_page, name="study_paper"),
    path("s/<slug:site_code>/surveys/owners/<int:pk>/words/", words.words_page, name="study_words"),
    path("s/<slug:site_code>/surveys/owners/<int:pk>/report.pdf", studies.report, name="study_report"),
    path("s/<slug:site_code>/surveys/owners/<int:pk>/do/<str:verb>/", studies.study_act, name="study_act"),
    path("s/<slug:site_code>/surveys/plans/<int:pk>/<str:verb>/", studies.plan_act, name="plan_act"),
]
