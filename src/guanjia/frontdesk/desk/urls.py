"""Addresses of the counter, under /s/<site_code>/desk/."""

from django.urls import URLPattern, path

from guanjia.frontdesk.desk.views import aeds, calls, desk, machines, notes, proxies, quick

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", desk.desk_page, name="desk"),
    path("card/", desk.card_part, name="card"),
    path("board/", desk.board_part, name="board"),
    path("register/", desk.register, name="register"),
    path("person/<int:person_id>/number/", desk.show_number, name="number"),
    path("calls/", calls.call_list, name="calls"),
    path("calls/new/", calls.new_call, name="new_call"),
    path("calls/<str:number>/", calls.call_page, name="call"),
    path("calls/<str:number>/<str:verb>/", calls.call_act, name="call_act"),
    path("notes/", notes.note_list, name="notes"),
    path("notes/new/", notes.new_note, name="new_note"),
    path("notes/<str:number>/", notes.note_page, name="note"),
    path("notes/<str:number>/<str:to>/", notes.note_act, name="note_act"),
    path("quick/<str:kind>/", quick.quick_page, name="quick"),
    path("cases/", quick.case_list, name="cases"),
    path("cases/<str:number>/", quick.case_page, name="case"),
    path("cases/<str:number>/step/<str:code>/", quick.case_step, name="case_step"),
    path("cases/<str:number>/<str:to>/", quick.case_move, name="case_move"),
    path("for/new/", proxies.new_proxy, name="new_proxy"),
    path("for/<str:number>/", proxies.proxy_page, name="proxy"),
    path("for/<str:number>/<str:size>/", proxies.receipt, name="receipt"),
    path("aeds/", aeds.aed_list, name="aeds"),
    path("machines/", machines.machines, name="machines"),
    path("machines/<int:machine_id>/revoke/", machines.revoke, name="revoke"),
    path("pin/", machines.own_pin, name="pin"),
]
