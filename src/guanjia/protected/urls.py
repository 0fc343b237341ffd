"""Addresses of protected, under /s/<site_code>/protected/."""

from django.urls import path

from guanjia.protected.views import clearances, dossier

app_name = "protected"
urlpatterns = [
    path("clearances/", clearances.clearances, name="clearances"),
    path("e/<str:ref>/", dossier.dossier, name="dossier"),
    path("e/<str:ref>/devices/", dossier.devices, name="devices"),
    path("e/<str:ref>/passes.pdf", dossier.passes, name="passes"),
    path("e/<str:ref>/door.pdf", dossier.sheet, name="sheet"),
    path("e/<str:ref>/zone/<str:zone>/", dossier.zone, name="zone"),
    path("e/<str:ref>/<str:verb>/", dossier.act, name="act"),
]
