"""Addresses of dispatch, under /s/<site_code>/dispatch/."""

from django.urls import path

from guanjia.dispatch.views import board, teams

app_name = "dispatch"
urlpatterns = [
    path("", board.board_page, name="board"),
    path("plan/", board.plan, name="plan"),
    path("proposals/<int:pk>/take/", board.take, name="take"),
    path("orders/<str:number>/give/", board.give, name="give"),
    path("orders/<str:number>/<str:verb>/", board.act, name="act"),
    path("abilities/", teams.abilities_page, name="abilities"),
    path("abilities/<int:pk>/", teams.abilities_of, name="abilities_of"),
    path("areas/", teams.area_list, name="areas"),
    path("areas/new/", teams.area_form, name="area_new"),
    path("areas/<int:pk>/", teams.area_form, name="area"),
    path("areas/<int:pk>/drop/", teams.area_drop, name="area_drop"),
    path("ways/", teams.ways_page, name="ways"),
]
