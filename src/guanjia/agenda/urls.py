"""Addresses of agenda, under /s/<site_code>/agenda/."""

from django.urls import URLPattern

app_name = "agenda"
urlpatterns: list[URLPattern] = []
