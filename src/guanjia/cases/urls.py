"""Addresses of cases, under /s/<site_code>/cases/."""

from django.urls import path

from guanjia.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<slug:code>/", views.case_page, name="case"),
    path("<slug:code>/play/", views.play, name="play"),
]
