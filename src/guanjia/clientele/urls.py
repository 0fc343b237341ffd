"""Addresses of clientele, under /s/<site_code>/clientele/."""

from django.urls import URLPattern

app_name = "clientele"
urlpatterns: list[URLPattern] = []
