"""Which rooms are free, and which suits best."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from guanjia.foundation.sites.public import Site
from guanjia.places.forms.booking import SearchForm
from guanjia.places.permissions import staff_page
from guanjia.places.queries.free_rooms import FreeRoom, free_rooms
from guanjia.places.queries.venues import margin_of, scored
from guanjia.places.rules.equipment import EquipmentKind
from guanjia.places.rules.layout import Purpose, propose_layout
from guanjia.places.rules.styles import Style
from guanjia.places.rules.venue import Criterion
from guanjia.ui.errors import AS_PAGE, invalid

TEMPLATE, PART = "places/search.html", "places/parts/free.html"
SHOWN = 12


@staff_page
def search(request: HttpRequest, site_code: str) -> HttpResponse:
    """Free rooms for so many people, at that time, with that equipment; each with its score and the reasons."""
    asked = "starts_at" in request.GET
    form = SearchForm(request.GET if asked else None, site=request.site)
    context: dict[str, Any] = {"form": form, "asked": asked, "margin": margin_of(request.site)}
    if not asked:
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        answer = invalid(request, TEMPLATE, context)
        for name, value in AS_PAGE.items():
            answer[name] = value
        return answer
    clean = form.cleaned_data
    proposals = propose_layout(clean["headcount"], Purpose(clean["purpose"])) if clean["purpose"] else ()
    found = _free(request.site, clean, [clean["style"]] if clean["style"] else [one.style for one in proposals])
    candidates = scored(request.site, found, headcount=clean["headcount"], needs=clean["equipment"])
    context |= {
        "proposals": proposals,
        "more": max(0, len(candidates) - SHOWN),
        "rows": [
            (
                one,
                Style(one.free.style).label,
                [EquipmentKind(kind).label for kind in one.free.movable],
                [in_words(criterion) for criterion in one.score.criteria],
            )
            for one in candidates[:SHOWN]
        ],
    }
    return render(request, PART if request.headers.get("HX-Request") else TEMPLATE, context)


def _free(site: Site, clean: dict[str, Any], styles: Sequence[str]) -> list[FreeRoom]:
    """Rooms in the first of the styles that any room is free for; in whatever style where only a purpose proposed them."""
    for style in [*styles, *([] if clean["style"] else [None])]:
        times = clean["starts_at"], clean["ends_at"]
        if found := free_rooms(site, *times, clean["headcount"], style, clean["equipment"]):
            return found
    return []


def in_words(criterion: Criterion) -> str:
    """What a criterion is, its score and why, in the reader's language."""
    return f"{gettext(criterion.label)}: {criterion.score:g} – {gettext(criterion.reason) % criterion.values}"
