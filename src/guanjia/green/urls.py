"""Addresses of green, under /s/<site_code>/green/."""

from django.urls import URLPattern

app_name = "green"
urlpatterns: list[URLPattern] = []
