"""Addresses of custody, under /s/<site_code>/custody/."""

from django.urls import path

from guanjia.custody import views

app_name = "custody"
urlpatterns = [
    path("", views.item_list_page, name="items"),
    path("take/", views.take, name="take"),
    path("<str:number>/", views.item_page, name="item"),
    path("<str:number>/<str:verb>/", views.act, name="act"),
]
