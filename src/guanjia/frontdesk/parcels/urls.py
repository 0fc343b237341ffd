"""Addresses of the counter, under /s/<site_code>/parcels/."""

from django.urls import path

from guanjia.frontdesk.parcels.views import (
    counter,
    loans,
    lockers,
    losses,
    passes,
    printing,
    receiving,
    storage,
    wishes,
)

app_name = "parcels"
urlpatterns = [
    path("", counter.parcels_page, name="parcels"),
    path("receive/", receiving.receive_page, name="receive"),
    path("find/", counter.find, name="find"),
    path("register/<slug:kind>/", printing.register, name="register"),
    path("wish/<int:unit_id>/", wishes.wish_page, name="wish"),
    path("storage/", storage.storage_page, name="storage"),
    path("storage/new/", storage.store_page, name="store"),
    path("storage/<str:number>/", storage.fetch_page, name="fetch"),
    path("losses/", losses.losses_page, name="losses"),
    path("losses/new/", losses.loss_form, name="report_loss"),
    path("losses/<str:number>/", losses.loss_page, name="loss"),
    path("losses/<str:number>/<slug:verb>/", losses.loss_act, name="loss_act"),
    path("board/", loans.board_page, name="board"),
    path("board/new/", loans.loanable_page, name="loanable"),
    path("board/<str:code>/lend/", loans.lend_page, name="lend"),
    path("loans/<str:number>/<slug:verb>/", loans.loan_act, name="loan_act"),
    path("lockers/", lockers.lockers_page, name="lockers"),
    path("lockers/<slug:code>/retire/", lockers.retire, name="locker_retire"),
    path("passes/", passes.passes_page, name="passes"),
    path("passes/new/", passes.pass_form, name="ask_pass"),
    path("passes/gate/", passes.gate, name="gate"),
    path("passes/<str:number>/", passes.pass_page, name="pass"),
    path("passes/<str:number>/sheet.pdf", printing.pass_sheet, name="pass_sheet"),
    path("passes/<str:number>/<slug:verb>/", passes.pass_act, name="pass_act"),
    path("<str:number>/", counter.parcel_page, name="parcel"),
    path("<str:number>/into-locker/", lockers.into, name="into_locker"),
    path("<str:number>/label.pdf", printing.label, name="label"),
    path("<str:number>/<slug:verb>/", counter.act, name="act"),
]
