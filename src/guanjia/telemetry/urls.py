"""Addresses of devices, under /s/<site_code>/telemetry/."""

from django.urls import path

from guanjia.telemetry.views import devices

app_name = "telemetry"
urlpatterns = [
    path("", devices.devices_page, name="devices"),
    path("new/", devices.device_form, name="new"),
    path("<slug:code>/", devices.device_page, name="device"),
    path("<slug:code>/<slug:verb>/", devices.device_act, name="act"),
]
