"""Addresses of seating, under /s/<site_code>/seating/."""

from django.urls import URLPattern

app_name = "seating"
urlpatterns: list[URLPattern] = []
