"""Addresses of files; mounted at the root."""

from django.urls import path

from guanjia.foundation.files import views

app_name = "files"
urlpatterns = [
    path("s/<slug:site_code>/files/<int:file_id>/", views.show_file, name="file"),
    path("s/<slug:site_code>/files/<int:file_id>/thumb/", views.show_thumbnail, name="thumb"),
]
