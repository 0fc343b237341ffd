"""The cases, and one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.cases.actions import PlayRefused, ask_play, is_live, newest, topic_of
from guanjia.cases.models import CasePlay
from guanjia.cases.permissions import can_play, can_see
from guanjia.foundation.rehearsal.public import Case, cases
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page

LATEST = 10


@dataclass(frozen=True)
class Line:
    """A case on the list: its title, its story, its newest playing and how many of its promises were kept."""

    case: Case
    play: CasePlay | None

    @property
    def kept(self) -> str:
        """Kept of all, such as 6 / 7; empty before it was played."""
        checks = ((self.play.outcome if self.play else None) or {}).get("checks", [])
        return f"{sum(1 for check in checks if check[2])} / {len(checks)}" if checks else ""


@require_page(can_see)
def listing(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every case with its newest verdict."""
    played = newest(request.site)
    lines = [Line(case, played.get(case.code)) for case in cases.values()]
    return render(request, "cases/list.html", {"lines": lines, "topic": topic_of(request.site)})


@require_page(can_see)
def case_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """One case: its story, the verdict of its newest playing minute by minute, and how earlier ones ended."""
    case = _case(code)
    rows = CasePlay.objects.filter(site=request.site, case=code).select_related("asked_by").order_by("-pk")[:LATEST]
    plays = list(rows)
    outcome: dict[str, Any] = (plays[0].outcome if plays else None) or {}
    context = {
        "case": case,
        "play": plays[0] if plays else None,
        "live": is_live(plays[0] if plays else None),
        "checks": outcome.get("checks", []),
        "told": [(datetime.fromisoformat(moment), words) for moment, words in outcome.get("told", [])],
        "earlier": plays[1:],
        "may_play": bool(can_play(request.user, request.site)),
        "topic": topic_of(request.site),
    }
    return render(request, "cases/case.html", context)


@require_POST
@require_page(can_play)
def play(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """Have it played; a refusal becomes a sentence."""
    text = request.POST.get("seed", "")
    seed = int(text) if text.isdecimal() and len(text) < 9 else 1
    try:
        ask_play(site=request.site, code=_case(code).code, seed=seed, actor=request.user, at=site_now(request.site))
    except PlayRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The case is being played; this page follows."))
    return redirect("cases:case", site_code, code)


def _case(code: str) -> Case:
    if code not in cases:
        raise Http404
    return cases[code]
