"""Addresses of standards, below /s/<site_code>/standards/."""

from django.urls import path

from guanjia.standards.views import patching, reading

app_name = "standards"
urlpatterns = [
    path("", reading.standard_list, name="list"),
    path("law/", reading.law_list, name="laws"),
    path("<str:code>/", reading.standard_detail, name="detail"),
    path("<str:code>/edit/", patching.standard_edit, name="edit"),
    path("<str:code>/switch/", patching.standard_switch, name="switch"),
]
