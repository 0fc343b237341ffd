"""Addresses of conferences, under /s/<site_code>/conference/."""

from django.urls import path

from guanjia.conference.permissions import can_plan
from guanjia.conference.views import block, board, calling, checkin, events, grid, guests, programme, sessions
from guanjia.foundation.tables.public import import_urls
from guanjia.people.public import require_page

app_name = "conference"
urlpatterns = [
    path("", events.event_list, name="events"),
    path("board/", board.board, name="board"),
    path("grid/", grid.grid, name="grid"),
    path("grid/move/", grid.move, name="grid_move"),
    path("programme/", programme.programme, name="programme"),
    path("programme/take-over/", programme.take_over, name="programme_take_over"),
    path("call/", calling.call, name="call"),
    path("e/<str:ref>/", events.event_page, name="event"),
    path("e/<str:ref>/guests/", guests.guest_list, name="guests"),
    path("e/<str:ref>/guests/add/", guests.add, name="guest_add"),
    path("e/<str:ref>/guests/<int:guest_id>/", guests.guest, name="guest"),
    *import_urls("e/<str:ref>/guests/import/", "guests_import", guests.importer, require_page(can_plan)),
    path("e/<str:ref>/papers/<str:paper>.pdf", guests.papers, name="papers"),
    path("e/<str:ref>/checkin/", checkin.checkin, name="checkin"),
    path("e/<str:ref>/checkin/scan/", checkin.scan, name="scan"),
    path("e/<str:ref>/checkin/walk-in/", checkin.walk_in, name="walk_in"),
    path("e/<str:ref>/checkin/<int:guest_id>/", checkin.by_hand, name="by_hand"),
    path("e/<str:ref>/hall/", checkin.hall, name="hall"),
    path("e/<str:ref>/cancel/", events.cancel, name="event_cancel"),
    path("e/<str:ref>/sessions/", sessions.add, name="session_add"),
    path("sessions/<int:session_id>/", sessions.change, name="session"),
    path("sessions/<int:session_id>/<str:verb>/", sessions.switch, name="session_switch"),
    path("b/<int:block_id>/", block.block_page, name="block"),
    path("b/<int:block_id>/<str:verb>/", block.act, name="block_act"),
]
