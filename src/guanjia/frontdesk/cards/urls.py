"""Addresses of cards, under /s/<site_code>/cards/."""

from django.urls import path

from guanjia.frontdesk.cards.views import cards, printing, zones

app_name = "cards"
urlpatterns = [
    path("", cards.cards_page, name="cards"),
    path("apply/", cards.apply_page, name="apply"),
    path("stock/", cards.stock, name="stock"),
    path("zones/", zones.zones_page, name="zones"),
    path("zones/new/", zones.zone_page, name="zone_new"),
    path("zones/<slug:code>/", zones.zone_page, name="zone"),
    path("<str:number>/", cards.card_page, name="card"),
    path("<str:number>/form.pdf", printing.application, name="form"),
    path("<str:number>/<slug:verb>/", cards.card_act, name="act"),
]
