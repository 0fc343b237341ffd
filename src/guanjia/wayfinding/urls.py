"""Addresses of wayfinding, under /s/<site_code>/wayfinding/."""

from django.urls import URLPattern

app_name = "wayfinding"
urlpatterns: list[URLPattern] = []
