"""Addresses of the service desk, under /s/<site_code>/orders/."""

from django.urls import path

from guanjia.servicedesk.views import desk, importing, labels, paste, phone, request_moves, requests, work

app_name = "servicedesk"
urlpatterns = [
    path("", desk.order_list_page, name="orders"),
    path("open/", desk.open_page, name="open"),
    path("requests/", requests.request_list_page, name="requests"),
    path("requests/new/", requests.log_page, name="log"),
    path("import/", importing.file_page, name="import"),
    path("import/<int:pk>/", importing.columns_page, name="import_columns"),
    path("labels/", labels.label_list, name="labels"),
    path("labels/<int:pk>/", labels.label_page, name="label"),
    path("labels/<int:pk>/void/", labels.label_void, name="label_void"),
    path("requests/paste/", paste.paste_page, name="paste"),
    path("requests/<str:number>/", requests.request_page, name="request"),
    path("requests/<str:number>/<str:verb>/", request_moves.act, name="request_act"),
    path("mine/", phone.mine_page, name="mine"),
    path("mine/<str:number>/", phone.my_order, name="my_order"),
    path("<str:number>/", desk.order_page, name="order"),
    path("<str:number>/job/<str:deed>/", work.work, name="work"),
    path("<str:number>/give/", desk.give, name="give"),
    path("<str:number>/<str:to>/", desk.act, name="act"),
]
