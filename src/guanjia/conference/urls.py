"""Addresses of conferences, under /s/<site_code>/conference/."""

from django.urls import path

from guanjia.conference.views import block, board, calling, events, grid, programme, sessions

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
    path("e/<str:ref>/cancel/", events.cancel, name="event_cancel"),
    path("e/<str:ref>/sessions/", sessions.add, name="session_add"),
    path("sessions/<int:session_id>/", sessions.change, name="session"),
    path("sessions/<int:session_id>/<str:verb>/", sessions.switch, name="session_switch"),
    path("b/<int:block_id>/", block.block_page, name="block"),
    path("b/<int:block_id>/<str:verb>/", block.act, name="block_act"),
]
