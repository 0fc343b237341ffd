"""Whom to call, what they said, what is open; panels of the caller card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.urls import reverse

from guanjia.care.models import (
    ButlerAssignment,
    CallBack,
    Evaluation,
    FileMark,
    Greeting,
    OwnerFile,
    Sample,
    SpecialRequest,
)
from guanjia.care.rules.calls import CALL_OPEN, CallSource
from guanjia.care.rules.evaluation import Judge, pooled
from guanjia.care.rules.greetings import GreetingState
from guanjia.care.rules.personal import RequestState
from guanjia.foundation.sites.public import Site, local
from guanjia.ui.card import PanelRow, Whom

S4 = Q(score__gte=4)


def calls(site: Site, *, show: str = "open", source: str = "") -> QuerySet[CallBack]:
    """Call-backs; open ones in calling order: those who come first, then the fewest tries."""
    rows = CallBack.objects.filter(site=site).select_related("unit", "person", "caller", "sample", "order")
    if source in set(CallSource):
        rows = rows.filter(source=source)
    if show == "open":
        return rows.filter(state__in=CALL_OPEN).order_by("-first", "tries", "made_at", "pk")
    return rows.order_by("-made_at", "-pk")


def samples(site: Site) -> QuerySet[Sample]:
    """Samples with their counts, newest first; the frames stay in the database."""
    return (
        Sample.objects.filter(site=site)
        .defer("frame")
        .annotate(
            open=Count("calls", filter=Q(calls__state__in=CALL_OPEN)),
            rated=Count("calls", filter=Q(calls__score__isnull=False)),
            content=Count("calls", filter=Q(calls__score__gte=4)),
        )
        .order_by("-month")
    )


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of a sample: how many, rated, content, mean score."""

    group: str
    total: int
    rated: int
    content: int
    mean: float | None


def groups_of(sample: Sample) -> list[GroupRow]:
    """Results by group: whoever comes first answers for himself and not for all (one query)."""
    rows = sample.calls.values("first").annotate(
        total=Count("pk"), rated=Count("score"), content=Count("pk", filter=S4), mean=Avg("score")
    )
    return [GroupRow(r["first"], r["total"], r["rated"], r["content"], r["mean"]) for r in rows.order_by("first")]


def greetings(site: Site, *, show: str = "due") -> QuerySet[Greeting]:
    """Greetings by day."""
    rows = Greeting.objects.filter(site=site).select_related("file__person", "file__unit", "done_by")
    if show == "due":
        return rows.filter(state=GreetingState.DUE).order_by("on", "pk")
    return rows.order_by("-on", "-pk")


def specials(site: Site, *, show: str = "open") -> QuerySet[SpecialRequest]:
    """Chances for personal service."""
    rows = SpecialRequest.objects.filter(site=site).select_related("unit", "person", "seen_by", "decided_by")
    if show == "open":
        rows = rows.filter(state__in=[RequestState.SEEN, RequestState.ALLOWED])
    return rows.order_by("-seen_at", "-pk")


def card_marks(site: Site, whom: Whom, user: Any, at: Any) -> Sequence[PanelRow]:
    """Marks of the household (VIP, elder living alone ...) as words; one query."""
    rows = FileMark.objects.filter(
        Q(file__person_id__in=whom.person_ids) | Q(file__unit_id__in=whom.unit_ids), file__site=site, until=None
    )
    seen: dict[str, PanelRow] = {}
    for row in rows.select_related("file").order_by("kind"):
        url = reverse("care:file", args=[site.code, row.file.person_id])
        seen.setdefault(row.kind, PanelRow(text="", url=url, mark=row.kind_enum))
    return list(seen.values())


def card_calls(site: Site, whom: Whom, user: Any, at: Any) -> Sequence[PanelRow]:
    """What they said last, and a call that is still owed; one query."""
    same = Q(person_id__in=whom.person_ids) | Q(unit_id__in=whom.unit_ids)
    rows = CallBack.objects.filter(same, site=site).filter(Q(state__in=CALL_OPEN) | Q(score__isnull=False))
    return [
        PanelRow(
            text=f"{row.score}/5 {row.comment[:24]}".strip() if row.score else row.topic,
            url=reverse("care:call", args=[site.code, row.pk]),
            mark=row.stage if row.is_open else row.ending_enum,
            note=f"{local(site, row.last_try_at or row.made_at):%m-%d}",
        )
        for row in rows.order_by("-made_at")[:3]
    ]


def current_butlers(site: Site) -> QuerySet[ButlerAssignment]:
    """Who has which building now."""
    return (
        ButlerAssignment.objects.filter(site=site, until=None)
        .select_related("building", "user")
        .order_by("building__code")
    )


def three_sources(site: Site, since: Any) -> list[tuple[Judge, int, int]]:
    """(judge, satisfied, all) since the day: owners from the call-backs, the others as entered (CUST-021)."""
    owners = CallBack.objects.filter(site=site, score__isnull=False, made_at__date__gte=since).aggregate(
        content=Count("pk", filter=S4), total=Count("pk")
    )
    found = [(Judge.OWNER, owners["content"], owners["total"])]
    rows = list(Evaluation.objects.filter(site=site, held_on__gte=since).values_list("judge", "percent", "answers"))
    for judge in (Judge.THIRD, Judge.INTERNAL):
        found.append((judge, *pooled((percent, answers) for each, percent, answers in rows if each == judge)))
    return found


def file_of(site: Site, person_id: int) -> OwnerFile | None:
    """The person's file here; None before it is opened."""
    return OwnerFile.objects.filter(site=site, person_id=person_id).select_related("person", "unit", "site").first()
