"""Addresses of protected, under /s/<site_code>/protected/."""

from django.urls import URLPattern

app_name = "protected"
urlpatterns: list[URLPattern] = []
