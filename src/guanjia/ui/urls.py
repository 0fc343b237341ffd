"""Addresses of the frame."""

from django.urls import path

from guanjia.ui import views

app_name = "ui"
urlpatterns = [
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ui/icons/<str:name>", views.icon_file, name="icon"),
    path("ui/prefer/", views.prefer, name="prefer"),
]
