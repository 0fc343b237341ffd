"""A pass is scanned at a gate, with network or without (W13). The server judges again what the gate has judged."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.visitors.actions.admitting import arrive, let_in, look_at_paper, sign_out
from guanjia.frontdesk.visitors.actions.keys import read_text
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.site import SITE
from guanjia.frontdesk.visitors.models import Gate, GateScan, Visit
from guanjia.frontdesk.visitors.queries.contractors import why_barred
from guanjia.frontdesk.visitors.queries.use import revoked_passes, use_of
from guanjia.frontdesk.visitors.rules.kinds import ESTATE, LANE, lacking
from guanjia.frontdesk.visitors.rules.passes import BadPass, Door, Pass, judge
from guanjia.frontdesk.visitors.rules.states import INSIDE, SAID, PaperKind, VisitState
from guanjia.kernel.states import MoveRefused
from guanjia.posts.public import on_post
from guanjia.safety.public import Topic, topic_is_on

S = VisitState
OUTER = frozenset({ESTATE, LANE})


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What a gate sends. `at` is the moment that counts, `received_at` when it came in; `admitted`: the gate without
    network has let them in already. `paper`, `last4` when the guard looked at one."""

    client_id: uuid.UUID
    text: str
    direction: str
    at: datetime
    received_at: datetime
    offline: bool = False
    admitted: bool = False
    doubtful: bool = False
    paper: str = ""
    last4: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate shows. `sentence` is said aloud; `look`: a paper must be looked at first."""

    admitted: bool
    reason: str = ""
    sentence: str = ""
    name: str = ""
    target: str = ""
    number: str = ""
    look: bool = False
    flag: str = ""


@transaction.atomic
def open_gate(*, site: Site, code: str, name: str, zone: str, waiting: str = "", actor: Any, at: datetime) -> Gate:
    """Make a gate, or rename the one of that code. `waiting` says where visitors sit meanwhile."""
    fields = {"name": name, "zone": zone, "waiting": waiting.strip()}
    given = fields | {"door_code": secrets.token_urlsafe(15)}
    gate, made = Gate.objects.get_or_create(site=site, code=code, defaults=given)
    if not made:
        gate.name, gate.zone, gate.waiting, gate.closed_at = name, zone, fields["waiting"], None
        gate.save(update_fields=["name", "zone", "waiting", "closed_at"])
    record(
        site=site, at=at, actor=actor, action="open_gate", subject=(SITE, site.pk), changes={"gate": code, "zone": zone}
    )
    return gate


def take_scan(*, gate: Gate, scan: Scan, actor: Any) -> Answer:
    """Judge a scan and do what follows. The same client_id again gives the same answer and does nothing more.

    What a gate without network has decided is not undone: a second use of a pass, or one that was withdrawn meanwhile,
    is kept with a flag and security is told. A forged text is refused and flagged.
    """
    known = GateScan.objects.select_related("visit__person", "visit__unit").filter(client_id=scan.client_id).first()
    if known is not None:
        return _again(known)
    try:
        with transaction.atomic():
            return _take(gate, scan, actor)
    except (IntegrityError, MoveRefused):
        known = GateScan.objects.select_related("visit__person", "visit__unit").filter(client_id=scan.client_id).first()
        if known is not None:
            return _again(known)
        with transaction.atomic():  # somebody scanned the same pass at the same instant: the loser is told so
            return _take(gate, scan, actor)


def _take(gate: Gate, scan: Scan, actor: Any) -> Answer:
    site = gate.site
    try:
        one = read_text(site, scan.text)
    except BadPass:
        return _refused(gate, scan, None, "forged", actor)
    visit = Visit.objects.select_related("person", "unit", "site").filter(pk=one.visit_id, site=site).first()
    if visit is None:
        return _refused(gate, scan, None, "elsewhere" if one.site_id != site.pk else "forged", actor)
    if scan.direction == "out":
        return _out(gate, scan, visit, actor)
    return _in(gate, scan, visit, one, actor)


def _in(gate: Gate, scan: Scan, visit: Visit, one: Pass, actor: Any) -> Answer:
    door = Door(visit.site_id, gate.zone, gate.zone not in OUTER, ZoneInfo(visit.site.zone))
    use = use_of(visit)
    reason = why_barred(visit, scan.at)
    reason = reason or judge(one, door, at=scan.at, revoked=frozenset(revoked_passes(visit.site, scan.at)), use=use)
    if reason and not (scan.offline and scan.admitted):
        return _refused(gate, scan, visit, reason, actor, first=use)
    if reason:
        return _kept(gate, scan, visit, reason, actor)
    if visit.stage in INSIDE:
        return _inner(gate, scan, visit, actor)
    return _through(gate, scan, visit, actor)


def _through(gate: Gate, scan: Scan, visit: Visit, actor: Any) -> Answer:
    """From wherever the visit stands to inside, step by step, at the moment of the scan."""
    try:
        with transaction.atomic():
            if visit.stage is S.BOOKED:
                arrive(visit=visit, where=gate.name, actor=actor, at=scan.at)
            if scan.last4 and visit.stage is S.ARRIVED:
                look_at_paper(
                    visit=visit, paper=_paper(scan.paper), last4=scan.last4, where=gate.name, actor=actor, at=scan.at
                )
            missing = lacking(visit.known)
            if missing and not (scan.offline and scan.admitted):
                raise VisitRefused(missing[0])
            if missing:
                return _kept(gate, scan, visit, missing[0], actor)
            let_in(visit, actor, scan.at)
    except VisitRefused as refused:
        visit.refresh_from_db()
        return _refused(gate, scan, visit, refused.field, actor, look=refused.field == "identity")
    _keep(gate, scan, visit, "admitted", "", actor, "drift" if scan.doubtful else "")
    return _let_in(visit)


def _kept(gate: Gate, scan: Scan, visit: Visit, reason: str, actor: Any) -> Answer:
    """The gate let them in without network; the book follows as far as it can, and somebody looks at it."""
    if visit.stage is S.EXPIRED and reason != "revoked":
        let_in(visit, actor, scan.at)
    _keep(gate, scan, visit, "admitted", reason, actor, "twice" if reason in {"used", "inside"} else reason[:12])
    _alarm(gate, reason, scan.received_at)
    return Answer(True, reason, _(str(SAID[reason])), visit.person.name, _target(visit), visit.number, flag=reason)


def _inner(gate: Gate, scan: Scan, visit: Visit, actor: Any) -> Answer:
    """Through an inner door: kept as a track only while an assessment allows it (VISI-010)."""
    if topic_is_on(visit.site, Topic.TRACK, scan.at):
        _keep(gate, scan, visit, "passed", "", actor, "")
    return _let_in(visit)


def _out(gate: Gate, scan: Scan, visit: Visit, actor: Any) -> Answer:
    if visit.stage not in INSIDE:
        return _refused(gate, scan, visit, "not_inside", actor)
    sign_out(visit=visit, actor=actor, at=scan.at)
    _keep(gate, scan, visit, "left", "", actor, "drift" if scan.doubtful else "")
    return _let_in(visit)


def _refused(
    gate: Gate, scan: Scan, visit: Visit | None, reason: str, actor: Any, *, first: Any = None, look: bool = False
) -> Answer:
    flag = reason if scan.offline and scan.admitted else ""
    _keep(gate, scan, visit, "refused", reason, actor, flag)
    if flag:
        _alarm(gate, reason, scan.received_at)
    sentence = _(str(SAID[reason]))
    if first is not None and reason in {"used", "inside"} and first.at is not None:
        when = {"when": f"{local(gate.site, first.at):%m-%d %H:%M}", "where": first.where or _("Front desk")}
        sentence = f"{sentence} {_('First used %(when)s, %(where)s.') % when}"
    return Answer(False, reason, sentence, number=visit.number if visit else "", look=look, flag=flag)


def _keep(gate: Gate, scan: Scan, visit: Visit | None, outcome: str, reason: str, actor: Any, flag: str) -> None:
    GateScan.objects.create(
        site=gate.site,
        gate=gate,
        visit=visit,
        client_id=scan.client_id,
        direction=scan.direction,
        outcome=outcome,
        reason=reason[:16],
        offline=scan.offline,
        flag=flag[:12],
        at=scan.at,
        received_at=scan.received_at,
        by=actor,
    )


def _again(known: GateScan) -> Answer:
    if known.visit is None or known.outcome == "refused":
        return Answer(False, known.reason, _(str(SAID[known.reason])))
    return _let_in(known.visit)


def _let_in(visit: Visit) -> Answer:
    return Answer(True, name=visit.person.name, target=_target(visit), number=visit.number)


def _target(visit: Visit) -> str:
    return visit.unit.code if visit.unit is not None else ""


def _paper(text: str) -> PaperKind:
    return PaperKind(text) if text in set(PaperKind) else PaperKind.ID_CARD


def _alarm(gate: Gate, reason: str, at: datetime) -> None:
    notify(
        site=gate.site,
        users=on_post(gate.site, "security", at),
        template="visitors.gate_alarm",
        context={"gate": gate.name},
        link=f"/s/{gate.site.code}/visitors/scans/",
        urgent=True,
        at=at,
    )
