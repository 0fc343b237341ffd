"""Makes the duties of subjects what their standards ask for."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from guanjia.duties.actions.writes import Writes
from guanjia.duties.models import Horizon
from guanjia.duties.queries.catalogue import Effective, calendar_of, effective_for, standards_by_id
from guanjia.duties.queries.existing import Existing, load_existing
from guanjia.duties.queries.happened import event_kinds, load_happened
from guanjia.duties.queries.site_time import site_time
from guanjia.duties.rules.plan import HORIZON, NOTHING, extend_at, plan, withdraw_all
from guanjia.duties.rules.planned import Window
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor, Snapshot, snapshots

log = logging.getLogger(__name__)
SLICE = 500


def plan_dirty(*, now: datetime, limit: int = 5000) -> int:
    """Plan up to `limit` subjects that changed or whose horizon has come, oldest first; the count planned.

    Each slice is one transaction: killed in the middle it leaves its cursors dirty and no row. Several hosts may run it at
    once. A subject that cannot be planned is written down, stays dirty and holds up nobody else.
    """
    done, failed = 0, set[int]()
    while done < limit:
        ids = _next_slice(now, min(SLICE, limit - done), failed)
        if not ids:
            break
        planned, broken = _plan_slice(ids, now)
        failed |= broken
        done += planned
        if not planned and not broken:
            break
    return done


def plan_now(kind: str, ids: Iterable[int], *, at: datetime) -> int:
    """Plan these subjects in the caller's transaction, dirty or not; the count of duty rows written.

    Waits for whoever is planning one of them. A second call writes nothing.
    """
    wanted = sorted(set(ids))
    with transaction.atomic():
        cursors = list(_locked(PlanCursor.objects.filter(kind=kind, subject_id__in=wanted), wait=True))
        known = {cursor.subject_id for cursor in cursors}
        cursors += _new_cursors(kind, [each for each in wanted if each not in known], at)
        return sum(_plan_group(site, kind, group, at) for (site, kind), group in _grouped(cursors).items())


def _next_slice(now: datetime, size: int, failed: Collection[int]) -> list[int]:
    """Ids of cursors to plan: dirty ones first, then those whose horizon has come on their site's clock."""
    rows = PlanCursor.objects.exclude(pk__in=failed)
    ids = list(rows.filter(dirty=True).order_by("changed_at", "id").values_list("pk", flat=True)[:size])
    if len(ids) < size:
        ids += _beyond_horizon(rows.filter(dirty=False), now)[: size - len(ids)]
    return ids


def _beyond_horizon(rows: QuerySet[PlanCursor], now: datetime) -> list[int]:
    own_clock = ~Q(held_at=None) | ~Q(clock_offset_s=0)
    odd = {site.pk: site for site in Site.objects.filter(own_clock)}
    due = list(rows.filter(next_horizon_at__lte=now).exclude(site__in=odd).order_by("next_horizon_at")[:SLICE])
    for site in odd.values():
        due += rows.filter(site=site, next_horizon_at__lte=site_time(site, now))[:SLICE]
    return [cursor.pk for cursor in due]


def _plan_slice(ids: Sequence[int], now: datetime) -> tuple[int, set[int]]:
    """Plan one slice in one transaction; on failure in halves, so that one bad subject stands alone. (planned, failed ids)."""
    try:
        with transaction.atomic():
            cursors = list(_locked(PlanCursor.objects.filter(pk__in=ids), wait=False))
            for (site, kind), group in _grouped(cursors).items():
                _plan_group(site, kind, group, site_time(site, now))
            return len(cursors), set()
    except Exception:
        if len(ids) == 1:
            log.exception("plan cursor %s cannot be planned", ids[0])
            return 0, set(ids)
    half = len(ids) // 2
    first, second = _plan_slice(ids[:half], now), _plan_slice(ids[half:], now)
    return first[0] + second[0], first[1] | second[1]


def _locked(rows: QuerySet[PlanCursor], *, wait: bool) -> QuerySet[PlanCursor]:
    """Rows locked in a fixed order. SQLite's transaction holds the only write lock already."""
    rows = rows.select_related("site").order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(of=("self",), skip_locked=not wait)
    return rows


def _new_cursors(kind: str, ids: Sequence[int], at: datetime) -> list[PlanCursor]:
    found = snapshots(kind, ids) if ids else {}
    rows = [PlanCursor(kind=kind, subject_id=pk, site_id=each.site_id, changed_at=at) for pk, each in found.items()]
    PlanCursor.objects.bulk_create(rows, ignore_conflicts=True)
    return list(_locked(PlanCursor.objects.filter(kind=kind, subject_id__in=list(found)), wait=True)) if rows else []


def _grouped(cursors: Iterable[PlanCursor]) -> dict[tuple[Site, str], list[PlanCursor]]:
    groups: dict[tuple[Site, str], list[PlanCursor]] = defaultdict(list)
    for cursor in cursors:
        groups[cursor.site, cursor.kind].append(cursor)
    return groups


def _plan_group(site: Site, kind: str, cursors: Sequence[PlanCursor], at: datetime, tries: int = 3) -> int:
    """Plan locked cursors of one kind at one site: reads and writes each table once. The count of duty rows written.

    Subjects with a row that the clock or a person changed between reading and writing are planned again, `tries` times.
    """
    ids = [cursor.subject_id for cursor in cursors]
    found, standards = snapshots(kind, ids), effective_for(site, kind)
    horizons = _horizons(kind, ids)
    existing = load_existing(site.pk, kind, ids, since=min([at, *horizons.values()]))
    known = standards_by_id(existing.versions()) | {each.version: each.standard for each in standards}
    happened = load_happened(kind, ids, event_kinds(each.standard for each in standards))
    writes = Writes(site, kind, existing, known)
    calendar, looks, reached = calendar_of(site), defaultdict(list), []
    present = Window(at, at + HORIZON)
    for subject_id in ids:
        snapshot = found.get(subject_id)
        for each in standards:
            code = each.standard.code
            stopped = horizons.get((subject_id, code), at)
            window = present if stopped >= at else Window(stopped, present.end)
            rows = existing.rows.get((subject_id, code), ())
            made = plan(
                each.standard, snapshot, rows, calendar, window, at,
                version=each.version, earlier=known, happened=happened.get(subject_id, ()),
            )  # fmt: skip
            if made is not NOTHING:
                writes.add(subject_id, code, snapshot, made)
            if snapshot is not None and (look := extend_at(each.standard, window)) is not None:
                looks[look].append(subject_id)
                reached.append((site.pk, kind, subject_id, code, window.end))
    _withdraw_unknown(writes, existing, standards, found)
    count = writes.flush(at)
    _save_horizons(reached)
    _settle(cursors, looks)
    if count:
        touch(f"site:{site.pk}:board")
    overtaken = [cursor for cursor in cursors if cursor.subject_id in writes.overtaken]
    if overtaken and tries:
        count += _plan_group(site, kind, overtaken, at, tries - 1)
    return count


def _withdraw_unknown(
    writes: Writes, existing: Existing, standards: Sequence[Effective], found: dict[int, Snapshot]
) -> None:
    """Live duties of a standard that the catalogue no longer has."""
    codes = {each.standard.code for each in standards}
    for (subject_id, code), rows in existing.rows.items():
        if code not in codes:
            writes.add(subject_id, code, found.get(subject_id), withdraw_all(rows, "switched_off"))


def _horizons(kind: str, ids: Sequence[int]) -> dict[tuple[int, str], datetime]:
    rows = Horizon.objects.filter(subject_kind=kind, subject_id__in=ids)
    return {(subject, code): to for subject, code, to in rows.values_list("subject_id", "standard_code", "planned_to")}


def _save_horizons(reached: Sequence[tuple[int, str, int, str, datetime]]) -> None:
    if not reached:
        return
    Horizon.objects.bulk_create(
        [
            Horizon(site_id=s, subject_kind=k, subject_id=i, standard_code=c, planned_to=to)
            for s, k, i, c, to in reached
        ],
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id", "standard_code"],
        update_fields=["planned_to"],
    )


def _settle(cursors: Sequence[PlanCursor], looks: dict[datetime, list[int]]) -> None:
    """Mark the cursors clean. They are locked, so none can have moved on since it was read."""
    first: dict[int, datetime] = {}
    for look in sorted(looks, reverse=True):
        first |= dict.fromkeys(looks[look], look)
    by_look: dict[datetime | None, list[int]] = defaultdict(list)
    for cursor in cursors:
        by_look[first.get(cursor.subject_id)].append(cursor.pk)
    for look, ids in by_look.items():
        PlanCursor.objects.filter(pk__in=ids).update(dirty=False, next_horizon_at=look)
