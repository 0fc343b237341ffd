"""Addresses of assembly, under /s/<site_code>/assembly/."""

from django.urls import URLPattern

app_name = "assembly"
urlpatterns: list[URLPattern] = []
