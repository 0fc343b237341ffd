"""Addresses of reception, under /s/<site_code>/reception/."""

from django.urls import URLPattern

app_name = "reception"
urlpatterns: list[URLPattern] = []
