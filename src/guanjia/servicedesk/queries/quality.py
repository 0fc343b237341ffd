"""What the repairs of a period were like: shares, kinds, homes where the same comes again (REPR-011 to 013, REPR-018)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.http import urlencode

from guanjia.duties.public import Duty, DutyState
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.rules.kinds import kind_of
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.quality import Rate, passed, rework, timely
from guanjia.servicedesk.rules.requests import Category, Outcome, RequestState, Word
from guanjia.servicedesk.subjects import REQUEST

KEPT = ("servicedesk.request.response.", "servicedesk.request.arrival.", "servicedesk.request.resolution.")
AGAIN_WITHIN = timedelta(days=90)
AGAIN_LEAST = 2
MOST_HOMES = 20
MADE = ("timely", "late", "rework", "judged", "accepted", "refused")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with the address of its rows and of what speaks against it."""

    code: str
    rate: Rate
    rows: str
    against: str


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind in the period. `hours`: median from the first word to done, None without any."""

    code: str
    title: str
    done: int
    timely: Rate
    rework: Rate
    hours: float | None
    rating: float | None
    rows: str


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A home where the same kind came again within 90 days."""

    unit_id: int
    unit: str
    kind: str
    count: int
    rows: str


def repairs_done(site: Site, since: date, until: date) -> QuerySet[ServiceRequest]:
    """Repairs whose work was done on a local day from `since` to before `until`; what an old system did is left out."""
    span = tuple(to_utc(site, datetime.combine(day, time())) for day in (since, until))
    return ServiceRequest.objects.filter(
        site=site, category=Category.REPAIR, history=False, completed_at__gte=span[0], completed_at__lt=span[1]
    )


def made(rows: QuerySet[ServiceRequest], how: str) -> QuerySet[ServiceRequest]:
    """Those that were made in one of the ways of MADE; all of them for another word."""
    broken = Q(standard_code__startswith=KEPT[0])
    for code in KEPT[1:]:
        broken |= Q(standard_code__startswith=code)
    late = Duty.objects.filter(
        broken, subject_kind=REQUEST, subject_id=OuterRef("pk"), state__in=(DutyState.LATE, DutyState.MISSED)
    )
    accepted = Q(state=RequestState.CLOSED) & ~Q(word=Word.UNREACHED)
    refused = Q(state=RequestState.REOPENED) | Q(calls__outcome=Outcome.DISSATISFIED, completed_at=None)
    ways = {
        "timely": ~Exists(late),
        "late": Exists(late),
        "rework": Q(reopened_count__gt=0),
        "accepted": accepted,
        "refused": refused & ~accepted,
        "judged": accepted | refused,
    }
    return rows.filter(ways[how]).distinct() if how in ways else rows


def figures(site: Site, since: date, until: date) -> list[Figure]:
    """The shares of the period, each with its rows: timely (ordinary, urgent), rework, pass."""
    rows = repairs_done(site, since, until)
    small, urgent = rows.filter(urgency=Urgency.NORMAL), rows.exclude(urgency=Urgency.NORMAL)
    judged = made(_judged_in(site, since, until), "judged")
    return [
        _figure("timely_normal", timely(made(small, "timely").count(), small.count()), since, until, "late", "normal"),
        _figure("timely_urgent", timely(made(urgent, "timely").count(), urgent.count()), since, until, "late", "pressing"),
        _figure("rework", rework(made(rows, "rework").count(), rows.count()), since, until, "rework"),
        _figure("pass", passed(made(judged, "accepted").count(), judged.count()), since, until, "refused"),
    ]  # fmt: skip


def _judged_in(site: Site, since: date, until: date) -> QuerySet[ServiceRequest]:
    """Repairs on which the owner spoke: done in the period, or open again after having come in before its end."""
    end = to_utc(site, datetime.combine(until, time()))
    again = ServiceRequest.objects.filter(
        site=site, category=Category.REPAIR, history=False, state=RequestState.REOPENED, opened_at__lt=end
    )
    return repairs_done(site, since, until) | again


def _figure(code: str, rate: Rate, since: date, until: date, against: str, urgency: str = "") -> Figure:
    span = {"show": "all", "category": Category.REPAIR.value, "since": since, "until": until}
    if urgency:
        span["urgency"] = urgency
    return Figure(code, rate, _query(span), _query(span | {"made": against}))


def _query(values: dict[str, object]) -> str:
    return f"?{urlencode(values)}"


def kind_lines(site: Site, since: date, until: date, language: str) -> list[KindLine]:
    """The kinds of the period, the most frequent first; three queries."""
    rows = repairs_done(site, since, until)
    late = set(made(rows, "late").values_list("pk", flat=True))
    by_kind: dict[str, list[tuple[int, int, float, int | None]]] = defaultdict(list)
    wanted = rows.values_list("pk", "kind", "reopened_count", "opened_at", "completed_at", "rating")
    for pk, kind, again, opened, completed, rating in wanted:
        by_kind[kind].append((pk, again, (completed - opened).total_seconds() / 3600, rating))
    return sorted(
        (_line(kind, found, late, since, until, language) for kind, found in by_kind.items()),
        key=lambda each: (-each.done, each.code),
    )


def _line(
    kind: str, rows: list[tuple[int, int, float, int | None]], late: set[int], since: date, until: date, language: str
) -> KindLine:
    ratings = [each[3] for each in rows if each[3] is not None]
    address = _query({"show": "all", "category": Category.REPAIR.value, "kind": kind, "since": since, "until": until})
    return KindLine(
        code=kind,
        title=kind_of(kind).title(language),
        done=len(rows),
        timely=timely(sum(pk not in late for pk, *_rest in rows), len(rows)),
        rework=rework(sum(again > 0 for _pk, again, *_rest in rows), len(rows)),
        hours=round(median(hours for *_rest, hours, _rating in rows), 1),
        rating=round(sum(ratings) / len(ratings), 1) if ratings else None,
        rows=address,
    )


def homes_again(site: Site, at: datetime, language: str) -> list[HomeLine]:
    """Homes where a repair of the same kind came at least twice within 90 days, the worst first."""
    rows = ServiceRequest.objects.filter(
        site=site, category=Category.REPAIR, history=False, unit__isnull=False, opened_at__gt=at - AGAIN_WITHIN
    ).exclude(state__in=(RequestState.CANCELLED, RequestState.MERGED))
    counted = rows.values("unit_id", "unit__code", "kind").annotate(many=Count("pk")).filter(many__gte=AGAIN_LEAST)
    return [
        HomeLine(
            each["unit_id"], each["unit__code"], kind_of(each["kind"]).title(language), each["many"],
            _query({"show": "all", "kind": each["kind"], "q": each["unit__code"]}),
        )
        for each in counted.order_by("-many", "unit__code", "kind")[:MOST_HOMES]
    ]  # fmt: skip
