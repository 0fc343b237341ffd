"""Addresses of the service desk, under /s/<site_code>/orders/."""

from django.http import HttpRequest
from django.urls import path

from guanjia.foundation.tables.public import Importer, import_urls
from guanjia.people.public import require_page
from guanjia.servicedesk.permissions import keeps_shelves
from guanjia.servicedesk.tables import price_importer, stock_importer
from guanjia.servicedesk.views import (
    desk,
    importing,
    incidents,
    labels,
    paste,
    phone,
    quality,
    request_moves,
    requests,
    shelves,
    work,
)

app_name = "servicedesk"


def price_sheet(request: HttpRequest, **_kwargs: str) -> Importer:
    """How a price list comes in at this site."""
    return price_importer(request.site)


def stock_sheet(request: HttpRequest, **_kwargs: str) -> Importer:
    """How a shelf comes in at this site."""
    return stock_importer(request.site)


urlpatterns = [
    path("", desk.order_list_page, name="orders"),
    path("open/", desk.open_page, name="open"),
    path("requests/", requests.request_list_page, name="requests"),
    path("requests/new/", requests.log_page, name="log"),
    path("requests/new/advice/", requests.advise, name="advise"),
    path("import/", importing.file_page, name="import"),
    path("import/<int:pk>/", importing.columns_page, name="import_columns"),
    path("labels/", labels.label_list, name="labels"),
    path("labels/<int:pk>/", labels.label_page, name="label"),
    path("labels/<int:pk>/void/", labels.label_void, name="label_void"),
    path("requests/mail/", shelves.mail_list, name="mails"),
    path("quality/", quality.quality_page, name="quality"),
    path("prices/", shelves.price_list, name="prices"),
    path("prices/new/", shelves.price_form, name="price_new"),
    *import_urls("prices/import/", "prices_import", price_sheet, require_page(keeps_shelves)),
    path("prices/<int:pk>/", shelves.price_form, name="price"),
    path("stock/", shelves.stock_list, name="stock"),
    path("stock/new/", shelves.part_page, name="part_new"),
    *import_urls("stock/import/", "stock_import", stock_sheet, require_page(keeps_shelves)),
    path("stock/<int:pk>/", shelves.part_page, name="part"),
    path("stock/<int:pk>/<str:verb>/", shelves.part_act, name="part_act"),
    path("incidents/", incidents.incident_list, name="incidents"),
    path("incidents/new/", incidents.incident_new, name="incident_new"),
    path("incidents/<str:number>/", incidents.incident_page, name="incident"),
    path("incidents/<str:number>/<str:verb>/", incidents.incident_act, name="incident_act"),
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
