"""Addresses of green, under /s/<site_code>/green/."""

from django.urls import path

from guanjia.green.views import needs, sheets

app_name = "green"
urlpatterns = [
    path("", sheets.home, name="home"),
    path("factors/", sheets.factors, name="factors"),
    path("meals/<int:pk>/", sheets.meal, name="meal"),
    path("meters/<int:pk>/", sheets.meter, name="meter"),
    path("notes/<int:pk>/read/", needs.note_read, name="note_read"),
    path("strike/<slug:what>/<int:pk>/", sheets.struck, name="strike"),
    path("e/<str:ref>/", sheets.sheet, name="sheet"),
    path("e/<str:ref>/needs/", needs.needs, name="needs"),
    path("e/<str:ref>/kitchen.pdf", needs.kitchen, name="kitchen"),
    path("e/<str:ref>/method/", sheets.method, name="method"),
    path("e/<str:ref>/report.pdf", sheets.report, name="report"),
    path("e/<str:ref>/enter/<slug:what>/", sheets.enter, name="enter"),
    path("e/<str:ref>/<slug:verb>/", sheets.act, name="act"),
]
