"""Addresses of conferences, under /s/<site_code>/conference/."""

from django.urls import path

from guanjia.conference.permissions import can_plan
from guanjia.conference.views import (
    block,
    board,
    calling,
    checkin,
    events,
    giving_way,
    grid,
    guests,
    intake,
    programme,
    schemes,
    sessions,
    sheets,
    team,
)
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
    path("intake/new/", intake.begin, name="intake_new"),
    path("e/<str:ref>/intake/", intake.intake, name="intake"),
    path("e/<str:ref>/intake/decide/", intake.decide, name="intake_decide"),
    path("e/<str:ref>/intake/<str:verb>/", intake.act, name="intake_act"),
    path("e/<str:ref>/scheme/", schemes.scheme, name="scheme"),
    path("e/<str:ref>/scheme/budget/", schemes.budget, name="scheme_budget"),
    path("e/<str:ref>/scheme/<str:verb>/", schemes.act, name="scheme_act"),
    path("e/<str:ref>/sheet/", sheets.sheet, name="sheet"),
    path("e/<str:ref>/sheet/edit/", sheets.edit, name="sheet_edit"),
    path("e/<str:ref>/sheet.pdf", sheets.paper, name="sheet_paper"),
    path("e/<str:ref>/sheet/<str:verb>/", sheets.act, name="sheet_act"),
    path("sheets/<int:issue_id>/acknowledge/", sheets.confirm, name="sheet_confirm"),
    path("e/<str:ref>/team/", team.team, name="team"),
    path("e/<str:ref>/team/<str:what>/", team.write, name="team_write"),
    path("support/<int:need_id>/met/", team.meet, name="support_meet"),
    path("purchases/<int:purchase_id>/<str:verb>/", team.purchase, name="purchase"),
    path("b/<int:block_id>/give-way/", giving_way.ask, name="give_way"),
    path("giving-way/<int:asked_id>/", giving_way.settle, name="give_way_settle"),
    path("e/<str:ref>/cancel/", events.cancel, name="event_cancel"),
    path("e/<str:ref>/sessions/", sessions.add, name="session_add"),
    path("sessions/<int:session_id>/", sessions.change, name="session"),
    path("sessions/<int:session_id>/<str:verb>/", sessions.switch, name="session_switch"),
    path("b/<int:block_id>/", block.block_page, name="block"),
    path("b/<int:block_id>/<str:verb>/", block.act, name="block_act"),
]
