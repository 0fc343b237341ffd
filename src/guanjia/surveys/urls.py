"""Addresses of surveys: /p/q/<token>/ for attendees, /s/<site_code>/surveys/ for staff."""

from django.urls import path

from guanjia.surveys.views import public, staff

app_name = "surveys"
urlpatterns = [
    path("p/q/<str:token>/", public.answer, name="answer"),
    path("s/<slug:site_code>/surveys/", staff.survey_list_page, name="surveys"),
    path("s/<slug:site_code>/surveys/<int:pk>/", staff.survey_page, name="survey"),
    path("s/<slug:site_code>/surveys/<int:pk>/paper/", staff.paper, name="paper"),
    path("s/<slug:site_code>/surveys/<int:pk>/sheet.pdf", staff.sheet, name="sheet"),
]
