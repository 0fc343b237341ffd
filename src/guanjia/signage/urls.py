"""Addresses of signage, under /s/<site_code>/signage/; a screen's own page lies at /p/screen/."""

from django.urls import path

from guanjia.signage.views import faces, screens

app_name = "signage"
urlpatterns = [
    path("", screens.screens_page, name="screens"),
    path("black/", screens.black, name="black"),
    path("emergency/", screens.emergency, name="emergency"),
    path("takeovers/<int:takeover_id>/back/", screens.back, name="back"),
    path("new/", screens.screen_form, name="new"),
    path("<int:screen_id>/", screens.screen_form, name="screen"),
    path("<int:screen_id>/preview/", faces.preview, name="preview"),
    path("<int:screen_id>/address/", screens.readdress, name="readdress"),
    path("<int:screen_id>/remove/", screens.remove, name="remove"),
]
