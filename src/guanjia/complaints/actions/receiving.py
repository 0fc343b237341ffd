"""A complaint begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from guanjia.complaints.actions.moving import COMPLAINT, make_findable, note
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.actions.telling import report_up, tell_post
from guanjia.complaints.events import ComplaintReceived
from guanjia.complaints.models import Complaint
from guanjia.complaints.rules.nature import AGAIN_DAYS, Channel, Kind
from guanjia.complaints.rules.states import ComplaintState, Level
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is known when somebody complains. `source_key` makes a second report of the same thing return the first."""

    problem: str
    happened_at: datetime | None = None
    place: str = ""
    persons: str = ""
    kind: Kind = Kind.OTHER
    level: Level = Level.GENERAL
    channel: Channel = Channel.COUNTER
    unit_id: int | None = None
    person_id: int | None = None
    anonymous: bool = False
    evidence_note: str = ""
    mind_set: str = ""
    wants: Sequence[str] = ()
    subject: tuple[str, int] = ("", 0)
    source_key: str = ""
    file_ids: Sequence[int] = ()


def receive_complaint(*, site: Site, heard: Heard, actor: Any, at: datetime) -> Complaint:
    """Take a complaint with its number (TS-); whoever takes it owns it (首问负责). A major one is reported at once.

    Raises ComplaintRefused for an empty problem, a moment in the future, a crisis (declare_crisis starts its plan) and a
    named anonymous; SecretRefused. The same `source_key` again returns the known complaint.
    """
    if (known := _known(site, heard)) is not None:
        return known
    _check(heard, at)
    refuse_marked(
        {"problem": heard.problem, "place": heard.place, "persons": heard.persons, "evidence": heard.evidence_note},
        site=site,
    )
    try:
        with transaction.atomic():
            return _receive(site, heard, actor, at)
    except IntegrityError:
        if (known := _known(site, heard)) is None:
            raise
        return known


def _known(site: Site, heard: Heard) -> Complaint | None:
    if not heard.source_key:
        return None
    return Complaint.objects.filter(site=site, source_key=heard.source_key).first()


def _check(heard: Heard, at: datetime) -> None:
    if not heard.problem.strip():
        raise ComplaintRefused(_("Write down what they complain about."), ["problem"])
    if heard.happened_at is not None and heard.happened_at > at:
        raise ComplaintRefused(_("This lies in the future."), ["happened_at"])
    if heard.level is Level.CRISIS:
        raise ComplaintRefused(_("A crisis is declared on the complaint, with its spokesperson."), ["level"])
    if heard.anonymous and heard.person_id:
        raise ComplaintRefused(_("Whoever wants to stay anonymous is not named."), ["anonymous"])


def _receive(site: Site, heard: Heard, actor: Any, at: datetime) -> Complaint:
    complaint = Complaint.objects.create(
        site=site,
        number=next_number(site=site, prefix="TS", on=local(site, at).date()),
        level=heard.level,
        kind=heard.kind,
        channel=heard.channel,
        unit_id=heard.unit_id,
        person_id=heard.person_id,
        anonymous=heard.anonymous,
        earlier=earlier_of(site, heard.unit_id, heard.person_id, at),
        source_key=heard.source_key,
        subject_kind=heard.subject[0],
        subject_id=heard.subject[1],
        happened_at=heard.happened_at,
        place=heard.place.strip(),
        persons=heard.persons.strip(),
        problem=heard.problem.strip(),
        evidence_note=heard.evidence_note.strip(),
        mind_set=heard.mind_set,
        wants=list(heard.wants),
        received_at=at,
        received_by=actor,
        owner=actor,
    )
    for file in StoredFile.objects.filter(site=site, pk__in=heard.file_ids):
        hold(file, (COMPLAINT, complaint.pk))
    make_findable(complaint)
    note(complaint, "receive", actor, at, event=ComplaintReceived(complaint.pk, complaint.kind, complaint.level))
    tell_post(complaint, ("frontdesk", "duty.manager"), "complaints.received", at, skip=actor)
    if heard.level is Level.MAJOR:
        note(complaint, "mark_major", actor, at)
        report_up(complaint, at)
    return complaint


def earlier_of(site: Site, unit_id: int | None, person_id: int | None, at: datetime) -> Complaint | None:
    """The newest complaint of the same household or person within ninety days; None for one that comes for the first time."""
    if not unit_id and not person_id:
        return None
    same = Q(pk__in=[])
    if unit_id:
        same |= Q(unit_id=unit_id)
    if person_id:
        same |= Q(person_id=person_id)
    rows = Complaint.objects.filter(same, site=site, received_at__gte=at - timedelta(days=AGAIN_DAYS))
    return rows.exclude(state=ComplaintState.WITHDRAWN).order_by("-received_at", "-pk").first()
