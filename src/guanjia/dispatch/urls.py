"""Addresses of dispatch, under /s/<site_code>/dispatch/."""

from django.urls import path

from guanjia.dispatch.views import board

app_name = "dispatch"
urlpatterns = [
    path("", board.board_page, name="board"),
    path("plan/", board.plan, name="plan"),
    path("proposals/<int:pk>/take/", board.take, name="take"),
    path("orders/<str:number>/give/", board.give, name="give"),
]
