"""What the standards of care speak about: the site's lists, a sample, a call, a greeting, a file, a special request."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from guanjia.care.actions.calling import CALL
from guanjia.care.actions.files import FILE
from guanjia.care.actions.greeting import GREETING, is_written
from guanjia.care.actions.sampling import SAMPLE
from guanjia.care.actions.site import SITE
from guanjia.care.actions.special import SPECIAL
from guanjia.care.models import CallBack, FileMark, Greeting, OwnerFile, Sample, SpecialRequest
from guanjia.care.rules.personal import MarkKind
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.sites.public import to_utc
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
from guanjia.kernel.words import gettext_noop as N_


def _shot(
    kind: str,
    row: Any,
    label: str,
    url: str,
    facts: dict[str, Any],
    moments: dict[str, Any],
    moves: tuple[tuple[str, datetime], ...] = (),
) -> Snapshot:
    return Snapshot(
        kind=kind, id=row.pk, site_id=getattr(row, "site_id", row.pk), rev=getattr(row, "rev", 1), label=label, url=url,
        state=str(getattr(row, "state", "")), facts=facts, moments=moments, moves=moves,
    )  # fmt: skip


def _month_ends(row: Sample) -> datetime:
    year, month = map(int, row.month.split("-"))
    first = date(year + month // 12, month % 12 + 1, 1)
    return to_utc(row.site, datetime.combine(first - timedelta(days=1), time(20)))


def sample_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Samples; due on the evening of the month's last day."""
    rows = list(Sample.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(SAMPLE, [row.pk for row in rows])
    return [
        _shot(
            SAMPLE, row, row.month, reverse("care:sample", args=[row.site.code, row.month]),
            {"size": row.size, "done": row.done_at is not None}, {"ends_at": _month_ends(row), "done_at": row.done_at},
            moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def call_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Call-backs."""
    rows = list(CallBack.objects.filter(pk__in=ids).select_related("site", "unit"))
    moves = moves_of(CALL, [row.pk for row in rows])
    return [
        _shot(
            CALL, row, f"{row.unit.code if row.unit else ''} {row.topic or row.source_key}".strip(),
            reverse("care:call", args=[row.site.code, row.pk]),
            {"source": row.source, "state": row.state, "open": row.is_open, "score": row.score},
            {"made_at": row.made_at, "last_try_at": row.last_try_at}, moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def greeting_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Greetings; five queries. `written`: a message of itself goes out on the day."""
    open_marks = Prefetch("file__marks", queryset=FileMark.objects.filter(until=None))
    found = Greeting.objects.filter(pk__in=ids).select_related("site", "file__person")
    rows = list(found.prefetch_related(open_marks, "file__person__consents"))
    moves = moves_of(GREETING, [row.pk for row in rows])
    return [
        _shot(
            GREETING, row, f"{row.on:%m-%d} {row.file.person.name}", reverse("care:greetings", args=[row.site.code]),
            {"occasion": row.occasion, "state": row.state, "written": is_written(row)}, {"on": row.on}, moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def file_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Files, with the marks that call for a daily look."""
    open_marks = Prefetch("marks", queryset=FileMark.objects.filter(until=None))
    rows = OwnerFile.objects.filter(pk__in=ids, person__erased_at__isnull=True)
    return [
        _shot(
            FILE, row, f"{row.unit.code if row.unit else ''} {row.person.name}".strip(),
            reverse("care:file", args=[row.site.code, row.person_id]),
            {"alone": any(each.kind == MarkKind.ALONE for each in row.marks.all()), "opted_out": row.no_greetings},
            {"opened_at": row.opened_at},
        )
        for row in rows.select_related("site", "person", "unit").prefetch_related(open_marks)
    ]  # fmt: skip


def special_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Special requests."""
    rows = list(SpecialRequest.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(SPECIAL, [row.pk for row in rows])
    return [
        _shot(
            SPECIAL, row, row.number, reverse("care:special", args=[row.site.code]), {"chance": row.chance, "state": row.state},
            {"seen_at": row.seen_at}, moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


KINDS = (
    site_kind(SITE, N_("Care at this site"), "care:calls"),
    SubjectKind(SAMPLE, N_("Month's sample"), ("ends_at", "done_at"), ("done", "size"), sample_snapshots),
    SubjectKind(
        CALL, N_("Call-back"), ("made_at", "last_try_at"), ("open", "score", "source", "state"), call_snapshots
    ),
    SubjectKind(GREETING, N_("Greeting"), ("on",), ("occasion", "state", "written"), greeting_snapshots),
    SubjectKind(FILE, N_("Personal-service file"), ("opened_at",), ("alone", "opted_out"), file_snapshots),
    SubjectKind(SPECIAL, N_("Chance for personal service"), ("seen_at",), ("chance", "state"), special_snapshots),
)
