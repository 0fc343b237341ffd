"""The wall board: every room and minute of the day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guanjia.conference.permissions import can_see_conferences
from guanjia.conference.queries.board import board_of
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


@require_page(can_see_conferences)
def board(request: HttpRequest, site_code: str) -> HttpResponse:
    """The day's blocks by room with what is late; `fragment` gives the part that the live stream refreshes."""
    template = "conference/parts/board_rooms.html" if request.GET.get("fragment") else "conference/board.html"
    return render(request, template, {"board": board_of(request.site, site_now(request.site))})
