"""Addresses of the service desk, under /s/<site_code>/orders/."""

from django.urls import path

from guanjia.servicedesk.views import desk, phone, request_moves, requests

app_name = "servicedesk"
urlpatterns = [
    path("", desk.order_list_page, name="orders"),
    path("open/", desk.open_page, name="open"),
    path("requests/", requests.request_list_page, name="requests"),
    path("requests/new/", requests.log_page, name="log"),
    path("requests/<str:number>/", requests.request_page, name="request"),
    path("requests/<str:number>/<str:verb>/", request_moves.act, name="request_act"),
    path("mine/", phone.mine_page, name="mine"),
    path("mine/<str:number>/", phone.my_order, name="my_order"),
    path("<str:number>/", desk.order_page, name="order"),
    path("<str:number>/give/", desk.give, name="give"),
    path("<str:number>/<str:to>/", desk.act, name="act"),
]
