"""Addresses of materials, under /s/<site_code>/materials/."""

from django.urls import URLPattern

app_name = "materials"
urlpatterns: list[URLPattern] = []
