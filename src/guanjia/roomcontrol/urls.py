"""Addresses of roomcontrol, under /s/<site_code>/roomcontrol/."""

from django.urls import URLPattern

app_name = "roomcontrol"
urlpatterns: list[URLPattern] = []
