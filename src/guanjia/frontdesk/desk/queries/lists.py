"""Calls, messages and cases that are open, and lists of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import masked
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.desk.models import Call, Note, QuickCase
from guanjia.frontdesk.desk.rules.calls import OPEN_CALL, CallState
from guanjia.frontdesk.desk.rules.notes import OPEN_NOTE, NoteState
from guanjia.frontdesk.desk.rules.quick import OPEN_CASE, CaseState
from guanjia.posts.public import posts_of
from guanjia.ui.card import PanelRow, Whom

MOST = 30


def calls(site: Site, *, show: str = "open", words: str = "") -> QuerySet[Call]:
    """Calls of the site, newest first; `show` is open, all or a state; `words` searches number, name, content, unit."""
    rows = Call.objects.filter(site=site).select_related("caller", "unit", "answered_by", "to_user")
    if show == "open":
        rows = rows.filter(state__in=OPEN_CALL)
    elif show in set(CallState):
        rows = rows.filter(state=show)
    if words:
        wanted = Q(number__icontains=words) | Q(caller_name__icontains=words) | Q(content__icontains=words)
        rows = rows.filter(wanted | Q(unit__code__icontains=words))
    return rows.order_by("-rung_at", "-pk")


def ringing(site: Site, extension: str = "") -> list[Call]:
    """Calls that ring now, the first ringing first; of one telephone where it is named."""
    rows = Call.objects.filter(site=site, state=CallState.RINGING).select_related("caller", "unit")
    if extension:
        rows = rows.filter(extension__in=[extension, ""])
    return list(rows.order_by("rung_at", "pk")[:MOST])


def to_call_back(site: Site) -> list[Call]:
    """Missed and promised calls, the earliest promise first."""
    rows = Call.objects.filter(site=site, state__in=[CallState.MISSED, CallState.PROMISED])
    found = list(rows.select_related("caller", "unit").order_by("rung_at")[:MOST])
    return sorted(found, key=lambda call: (call.promised_at or call.rung_at, call.pk))


def on_hand(site: Site, user: Any) -> list[Call]:
    """Calls that the user has picked up and not ended."""
    states = OPEN_CALL - {CallState.RINGING, CallState.MISSED, CallState.PROMISED}
    rows = Call.objects.filter(site=site, answered_by=user, state__in=states)
    return list(rows.select_related("caller", "unit").order_by("-rung_at")[:MOST])


def open_cases(site: Site) -> list[QuickCase]:
    """Quick cases that are not over, newest first."""
    rows = QuickCase.objects.filter(site=site, state__in=OPEN_CASE).select_related("unit")
    return list(rows.order_by("-opened_at")[:MOST])


def cases(site: Site, *, show: str = "open", kind: str = "") -> QuerySet[QuickCase]:
    """Quick cases of the site, newest first; `show` is open, all or a state."""
    rows = QuickCase.objects.filter(site=site).select_related("unit", "opened_by")
    if show == "open":
        rows = rows.filter(state__in=OPEN_CASE)
    elif show in set(CaseState):
        rows = rows.filter(state=show)
    return (rows.filter(kind=kind) if kind else rows).order_by("-opened_at", "-pk")


def notes(site: Site, *, show: str = "open") -> QuerySet[Note]:
    """Messages passed on, newest first; `show` is open, all or a state."""
    rows = Note.objects.filter(site=site).select_related("to_user", "from_person", "unit", "read_by")
    if show == "open":
        rows = rows.filter(state__in=OPEN_NOTE)
    elif show in set(NoteState):
        rows = rows.filter(state=show)
    return rows.order_by("-left_at", "-pk")


def notes_for(user: Any, site: Site, at: datetime) -> QuerySet[Note]:
    """Open messages for the user or a post on which they stand now."""
    posts = [post.code for post in posts_of(user, site, at)]
    return notes(site).filter(Q(to_user=user) | Q(to_user=None, to_post__in=posts))


def show_phones(rows: Iterable[Call]) -> None:
    """Put the caller's masked phone on each call as `shown_phone`; one query for all."""
    found = list(rows)
    people = {call.caller_id: call.caller for call in found if call.caller is not None}
    values = masked(people.values()) if people else {}
    for call in found:
        call.shown_phone = (values.get(call.caller_id or 0, {}).get("phone") or [""])[0]


def call_rows(site: Site, whom: Whom, user: Any, at: datetime) -> list[PanelRow]:
    """Panel: the last calls of these people and units; one query."""
    mine = Q(caller__in=whom.person_ids) | Q(unit__in=whom.unit_ids)
    rows = Call.objects.filter(mine, site=site).order_by("-rung_at")[:5]
    return [
        PanelRow(
            row.content[:40] or row.number,
            reverse("desk:call", args=[site.code, row.number]),
            row.stage,
            f"{local(site, row.rung_at):%m-%d %H:%M}",
        )
        for row in rows
    ]


def case_rows(site: Site, whom: Whom, user: Any, at: datetime) -> list[PanelRow]:
    """Panel: open quick cases of these people and units; one query."""
    mine = Q(asker__in=whom.person_ids) | Q(target__in=whom.person_ids) | Q(unit__in=whom.unit_ids)
    rows = QuickCase.objects.filter(mine, site=site, state__in=OPEN_CASE).order_by("-opened_at")[:5]
    return [
        PanelRow(_(row.kind_enum.label), reverse("desk:case", args=[site.code, row.number]), row.stage, row.place)
        for row in rows
    ]


def note_rows(site: Site, whom: Whom, user: Any, at: datetime) -> list[PanelRow]:
    """Panel: messages they left that nobody has finished; one query."""
    mine = Q(from_person__in=whom.person_ids) | Q(unit__in=whom.unit_ids)
    rows = Note.objects.filter(mine, site=site, state__in=OPEN_NOTE).order_by("-left_at")[:5]
    return [PanelRow(row.text[:40], reverse("desk:note", args=[site.code, row.number]), row.stage) for row in rows]
