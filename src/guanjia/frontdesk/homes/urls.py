"""Addresses of homes, under /s/<site_code>/homes/."""

from django.urls import path

from guanjia.frontdesk.homes.views import unit

app_name = "homes"
urlpatterns = [
    path("units/<int:unit_id>/", unit.unit_page, name="unit"),
]
