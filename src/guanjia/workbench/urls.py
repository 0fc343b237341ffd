"""Addresses of the staff home."""

from django.urls import path

from guanjia.workbench.views import gallery, home

app_name = "workbench"
urlpatterns = [
    path("", home.root, name="root"),
    path("s/<slug:site_code>/", home.home, name="home"),
    path("s/<slug:site_code>/ui-gallery/", gallery.gallery, name="gallery"),
    path("s/<slug:site_code>/ui-gallery/<slug:name>/", gallery.frame, name="gallery_frame"),
]
