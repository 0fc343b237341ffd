"""The staff home page: my queue, due today, overdue, four numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import is_staff, public_page, require_page
from guanjia.ui.parts import Pill
from guanjia.workbench.queries.desk import Desk, desk, figures

FILTERS = ("today", "overdue")


@public_page
def root(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the reader's site, by way of the log-in page."""
    return redirect("people:home")


@require_page(is_staff)
def home(request: HttpRequest, site_code: str) -> HttpResponse:
    """What waits for me here and how the site stands."""
    at = site_now(request.site)
    only = request.GET.get("only", "")
    only = only if only in FILTERS else ""
    mine = desk(request.user, request.site, at, only)
    context = {
        "desk": mine,
        "only": only,
        "pills": pills_of(mine, only),
        "figures": figures(request.user, request.site, at),
        "at": at,
    }
    return render(request, "workbench/home.html", context)


def pills_of(mine: Desk, only: str) -> list[Pill]:
    """The filters of the queue with their counts."""
    words = {"today": (_("Due today"), mine.today), "overdue": (_("Overdue"), mine.overdue)}
    return [
        Pill(label, "?" if only == code else f"?only={code}", only == code, n) for code, (label, n) in words.items()
    ]
