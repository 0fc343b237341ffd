"""Addresses of safety, under /s/<site_code>/safety/."""

from django.urls import path

from guanjia.safety.views import concerns, staff_check, warnings, watching

app_name = "safety"
urlpatterns = [
    path("", concerns.concern_list_page, name="concerns"),
    path("note/", concerns.note_page, name="note"),
    path("c/<str:number>/", concerns.concern_page, name="concern"),
    path("c/<str:number>/<slug:to>/", concerns.concern_act, name="concern_act"),
    path("warnings/", warnings.warnings_page, name="warnings"),
    path("warnings/<int:pk>/", warnings.warning_page, name="warning"),
    path("liaison/", warnings.liaison_page, name="liaison"),
    path("watch/", watching.watch_page, name="watch"),
    path("watch/assessment/", watching.assessment_page, name="assessment"),
    path("watch/<int:pk>/<slug:to>/", watching.watch_act, name="watch_act"),
    path("badges/", staff_check.badges_page, name="badges"),
    path("badges/<int:pk>.pdf", staff_check.badge_pdf, name="badge_pdf"),
]
