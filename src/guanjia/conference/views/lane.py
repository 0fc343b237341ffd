"""The lane of scanners, kiosks and gates: a token instead of a session, one UPDATE, one journal row (LESSONS: its own lane)."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guanjia.conference.actions.admission import admit_by_code
from guanjia.conference.actions.desks import DeskPass, desk_of_token
from guanjia.conference.views.checkin import LONGEST, told
from guanjia.foundation.live.public import touch_soon
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page


def desk_pass(request: HttpRequest, event_id: int) -> DeskPass | None:
    """The desk that the bearer token names, if it is this event's."""
    kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
    found = desk_of_token(token) if kind == "Bearer" and token else None
    return found if found is not None and found.event_id == event_id else None


def scanned(request: HttpRequest) -> str | None:
    """The code in the JSON body {code}; None when there is none."""
    try:
        return str(json.loads(request.body)["code"])[:LONGEST]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


@csrf_exempt
@require_POST
@public_page
def scan(request: HttpRequest, event_id: int) -> JsonResponse:
    """Admit or refuse: 200 with the answer, 401 without a valid token, 400 without a code. No cookie is read."""
    desk = desk_pass(request, event_id)
    if desk is None:
        return _error(401, "unknown_desk", _("This desk is not known here: open it again."))
    code = scanned(request)
    if code is None:
        return _error(400, "unreadable", _("Nothing was scanned."))
    answer = admit_by_code(
        site=desk.site, event_id=event_id, text=code, desk=desk.name, actor=None, at=site_now(desk.site)
    )
    if answer.admitted:
        touch_soon(f"event:{event_id}:hall")
    return JsonResponse(told(answer))


def _error(status: int, code: str, message: str) -> JsonResponse:
    body: dict[str, Any] = {"error": code, "message": message}
    return JsonResponse(body, status=status)
