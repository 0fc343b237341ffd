"""Takes over a conference programme: event, halls, sessions, speakers, blocks with their slots."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.intake import FORM
from guanjia.conference.actions.moves import EVENT, move_event
from guanjia.conference.actions.opening import Sketch, open_event
from guanjia.conference.actions.placing import place_again
from guanjia.conference.actions.programme_history import is_history, plan_anew, revive
from guanjia.conference.actions.programme_regime import REGIME, breaches
from guanjia.conference.actions.programme_report import ImportReport, overlaps_of, placed_of, worded
from guanjia.conference.actions.programme_rooms import halls
from guanjia.conference.actions.programme_sessions import SessionWriter, known_sessions
from guanjia.conference.actions.programme_spool import Progress, Spool, spool_programme
from guanjia.conference.models import Event, Intake, Session
from guanjia.conference.rules.needs import Channel, segment_of
from guanjia.conference.rules.programme.diff import Difference, compare
from guanjia.conference.rules.programme.rows import Header, Reason, Rejected
from guanjia.conference.rules.programme.words import one_line
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import OPEN_EVENT, EventState, Regime, Track
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, setting
from guanjia.kernel.words import gettext_noop as N_

BY_IDS = "ids:"
"""Key of an event whose programme names no conference: it is known again by the ids of its sessions."""
_TITLE = 200
BEGUN = Reason(N_("It has begun, so its room and time stay as they are."))


@dataclass(frozen=True)
class Given:
    """What whoever imports says besides the file."""

    name: str
    event_ref: str = ""
    regime: Regime | None = None
    meeting_class: int | None = None


def import_programme(
    *,
    site: Site,
    stream: BinaryIO,
    name: str,
    actor: Any,
    at: datetime,
    event_ref: str = "",
    zone: str = "",
    regime: Regime | None = None,
    meeting_class: int | None = None,
    only_look: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take over a programme file, or with `only_look` tell what that would do and change nothing.

    The event is the one named by `event_ref`, else the one an earlier file of the same conference made, else a new
    one; `name` is its title when the file gives none. A new event gets `regime`, None = the site's setting, and
    `meeting_class`; what breaks the regime's rules is told and stops nothing. A new event that is wholly past is history:
    archived, owing nothing. The same file again leaves everything unchanged. Everything is written in one transaction
    after the whole file has been read. Raises Unreadable for a file that is no programme, Refused for an event that is
    not at this site or is over.
    """
    given = Given(name=one_line(name, _TITLE), event_ref=event_ref, regime=regime, meeting_class=meeting_class)
    with spool_programme(stream=stream, site=site, zone=zone, progress=progress) as spool:

        @transaction.atomic
        def in_one_go() -> ImportReport:
            done = _take_over(site, spool, given, actor, at, progress)
            if only_look:
                transaction.set_rollback(True)
            return done

        try:
            report = in_one_go()
        except IntegrityError:  # somebody else has just made this event or one of its halls: they are there now
            report = in_one_go()
    if only_look and not Event.objects.filter(pk=report.event_id).exists():
        report.event, report.event_id = "", None
    return report


def _take_over(
    site: Site, spool: Spool, given: Given, actor: Any, at: datetime, progress: Progress | None
) -> ImportReport:
    report = ImportReport(title=spool.header.title, format=spool.header.format.value, sessions=spool.count)
    event = _event_of(site, spool, given.event_ref)
    if event is None and not spool.found:
        report.rejected = worded(spool.rejected)
        return report
    if event is None:
        event = _new_event(site, spool, given, actor, at)
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(pk=event.pk)
    stored = known_sessions(event)
    difference, begun = _without_begun(compare(spool.found, stored, _kept_ids(spool.rejected)))
    rooms = halls(site=site, wanted=spool.rooms, actor=actor, at=at)
    writer = SessionWriter(event, rooms, spool, {known.external_id for known in stored}, actor, at, progress)
    writer.create(difference.new)
    writer.change(difference.pairs)
    writer.withdraw(difference.withdrawn)
    revived = revive(event=event, ends_at=spool.last_end, actor=actor, at=at)
    arrangement = arrange_blocks(event=event, actor=actor, at=at, strict=False)
    if revived:
        plan_anew(event=event, at=at)
    report.placed = placed_of(place_again(event=event, actor=actor, at=at))
    for count in ("created", "updated", "moved", "unchanged", "withdrawn", "moves"):
        setattr(report, count, getattr(writer.written, count))
    report.event, report.event_id, report.title = event.ref, event.pk, event.title
    report.rejected = worded([*spool.rejected, *begun])
    report.overlaps = overlaps_of(event, arrangement)
    _close(event, spool, report, actor, at)
    report.breaches = breaches(event, at)
    return report


def _event_of(site: Site, spool: Spool, event_ref: str) -> Event | None:
    """The event to update, None for a new one. Raises Refused for one that is not here or is over."""
    events = Event.objects.filter(site=site)
    if event_ref:
        event = events.filter(ref=event_ref.strip()).first()
        if event is None:
            raise Refused("event", _("There is no event %(ref)s at this site.") % {"ref": event_ref})
    elif key := _key_of(spool.header):
        event = events.filter(external_key=key).first()
    else:
        event = _event_by_ids(site, spool)
    if event is not None and event.stage not in OPEN_EVENT and not is_history(event):
        raise Refused("event", _("%(event)s is over: a programme cannot change it.") % {"event": event.ref})
    return event


def _key_of(header: Header) -> str:
    """What a newer file of the same conference has in common with this one; "" when it names no conference."""
    if header.acronym:
        return f"acronym:{header.acronym.casefold()}"
    return f"title:{header.title.casefold()}"[:200] if header.title else ""


def _event_by_ids(site: Site, spool: Spool) -> Event | None:
    """The event of an earlier nameless programme that has at least half of this file's sessions, else None."""
    ids = [one.external_id for one in spool.found]
    shared: Counter[int] = Counter()
    for start in range(0, len(ids), 500):
        rows = Session.objects.filter(
            site=site, event__external_key__startswith=BY_IDS, external_id__in=ids[start : start + 500]
        )
        shared.update(rows.values_list("event_id", flat=True))
    best = max(shared, key=lambda pk: (shared[pk], pk), default=None)
    return Event.objects.get(pk=best) if best is not None and shared[best] * 2 >= len(ids) else None


def _new_event(site: Site, spool: Spool, given: Given, actor: Any, at: datetime) -> Event:
    header = spool.header
    sketch = Sketch(
        title=header.title or given.name or header.acronym or _("Imported programme"),
        track=Track.IMPORT,
        regime=given.regime or Regime(setting(site, REGIME)),
        state=EventState.PREPARATION if spool.last_end > at else EventState.ARCHIVED,
        fields={"subtitle": header.subtitle, "external_key": _key_of(header)},
    )
    event = open_event(site=site, sketch=sketch, actor=actor, at=at)
    if given.meeting_class is not None:
        segment = segment_of(sketch.regime)
        Intake.objects.create(
            site=site, event=event, segment=segment, channel=Channel.EMAIL, meeting_class=given.meeting_class
        )
    return event


def _kept_ids(rejected: Collection[Rejected]) -> set[str]:
    return {one.external_id for one in rejected if one.external_id and not one.cancelled}


def _without_begun(difference: Difference) -> tuple[Difference, list[Rejected]]:
    """Leave out sessions that run or ran and have another place in the file; their rows are rejected."""
    begun = [pair for pair in difference.pairs if pair.known.begun and pair.moved]
    rejected = [Rejected(pair.seen.row, BEGUN, pair.seen.external_id) for pair in begun]
    left = set(begun)
    return replace(difference, pairs=tuple(pair for pair in difference.pairs if pair not in left)), rejected


def _close(event: Event, spool: Spool, report: ImportReport, actor: Any, at: datetime) -> None:
    """Remember which conference the event is, and journal the import if it changed anything."""
    event.refresh_from_db()
    if not event.external_key or event.external_key.startswith(FORM):
        key = _key_of(spool.header)
        taken = Event.objects.filter(site=event.site, external_key=key).exists()
        event.external_key = key if key and not taken else BY_IDS + event.ref
    event.external_version = spool.header.version
    event.save(update_fields=["external_key", "external_version"])
    counts = {name: getattr(report, name) for name in ("created", "updated", "moved", "withdrawn")}
    if any(counts.values()):
        if event.stage is EventState.READY:  # a change reopens the preparation
            move_event(event=event, to=EventState.PREPARATION, actor=actor, at=at)
        changes = {"sha256": spool.sha256, "sessions": report.sessions, "rejected": len(report.rejected), **counts}
        record(
            site=event.site, at=at, actor=actor, action="import_programme", subject=(EVENT, event.pk), changes=changes
        )
