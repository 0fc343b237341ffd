"""Addresses of complaints, under /s/<site_code>/complaints/. The webhook of public opinion is /p/opinion/<token>/."""

from django.urls import path

from guanjia.complaints.views import acting, advice, crisis, desk, opinion, outside, sheets

app_name = "complaints"
urlpatterns = [
    path("", desk.complaint_list_page, name="complaints"),
    path("new/", desk.new_page, name="new"),
    path("advice/", advice.advise, name="advise"),
    path("outside/", outside.outside_list_page, name="outside"),
    path("outside/new/", outside.outside_new, name="outside_new"),
    path("outside/<int:pk>/", outside.outside_page, name="outside_order"),
    path("outside/<int:pk>/<str:verb>/", outside.outside_act, name="outside_act"),
    path("opinion/", opinion.opinion_page, name="opinion"),
    path("opinion/feed/", opinion.new_feed, name="feed"),
    path("opinion/<int:pk>/judge/", opinion.judge_item, name="judge"),
    path("statements/", opinion.statements_page, name="statements"),
    path("statements/<int:pk>/<str:verb>/", opinion.statement_act, name="statement_act"),
    path("<str:number>/", desk.complaint_page, name="complaint"),
    path("<str:number>/sheet.pdf", sheets.opinion_sheet, name="sheet"),
    path("<str:number>/card.pdf", sheets.process_card, name="card"),
    path("<str:number>/crisis/", crisis.crisis_page, name="crisis"),
    path("<str:number>/crisis/<str:verb>/", crisis.crisis_act, name="crisis_act"),
    path("<str:number>/do/<str:verb>/", acting.act, name="act"),
]
