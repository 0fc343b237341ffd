"""Addresses of scheduling, under /s/<site_code>/scheduling/."""

from django.urls import URLPattern

app_name = "scheduling"
urlpatterns: list[URLPattern] = []
