"""The list of suspicious persons: assessed, proposed, approved by somebody else, asked discreetly, ended and erased."""

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.persons.public import BadValue, erase, lacking, make_person, normal_value, unlink_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local, setting, to_utc
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.posts.public import on_post
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.models import Assessment, WatchEntry
from guanjia.safety.queries.watching import topic_is_on
from guanjia.safety.rules.watching import (
    WATCH_MOVES,
    WATCH_VERBS,
    Topic,
    WatchState,
    kept_until,
    last_day,
    may_approve,
)

WATCH = "safety.watch_entry"
SITE = "safety.site"
LIST = "safety.watch_list"
DAYS = "safety.watch_days"
LINK = "watch"


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """Whom to look out for and why. Telephone or last four digits of a paper: a name alone matches too many."""

    name: str
    reason: str
    evidence: str
    phone: str = ""
    last4: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a visitor seems to be; `why` is phone or paper. Never shown to the visitor."""

    entry_id: int
    why: str


@transaction.atomic
def file_assessment(
    *, site: Site, topic: Topic, number: str, responsible: str, on: date, actor: Any, at: datetime
) -> Assessment:
    """Put an impact assessment on file; from `on` the topic may be used (个人信息保护法 55). Raises SafetyRefused."""
    if not number.strip() or not responsible.strip():
        raise SafetyRefused("number", _("Document number and responsible person are needed."))
    if on > local(site, at).date():
        raise SafetyRefused("filed_on", _("The assessment is made before the list is used, not later."))
    filed = Assessment.objects.create(
        site=site,
        topic=topic,
        number=number.strip(),
        responsible=responsible.strip(),
        filed_on=on,
        kept_until=kept_until(on),
        filed_by=actor,
    )
    record(
        site=site, at=at, actor=actor, action="file_assessment", subject=(SITE, site.pk), changes={"topic": topic.value}
    )
    return filed


@transaction.atomic
def withdraw_assessment(*, assessment: Assessment, actor: Any, at: datetime) -> None:
    """The topic is off from today; the paper stays on file. A second call changes nothing."""
    today = local(assessment.site, at).date()
    if Assessment.objects.filter(pk=assessment.pk, withdrawn_on=None).update(withdrawn_on=today):
        record(
            site=assessment.site,
            at=at,
            actor=actor,
            action="withdraw_assessment",
            subject=(SITE, assessment.site_id),
            changes={"topic": assessment.topic},
        )


@transaction.atomic
def propose_entry(*, site: Site, suspect: Suspect, actor: Any, at: datetime) -> WatchEntry:
    """Propose somebody for the list, with reason and evidence. Raises SafetyRefused while no assessment is filed (with
    the article), without reason, evidence or a second mark; BadValue for a telephone that is none."""
    _must_be_on(site, at)
    _check(suspect)
    refuse_marked({"reason": suspect.reason, "evidence": suspect.evidence}, site=site)
    private = {"phone": suspect.phone} if suspect.phone.strip() else {}
    person = make_person(site=site, name=suspect.name, private=private, link=LINK, actor=actor, at=at)
    unlink_person(site=site, person=person, kind=LINK)  # no search and no list of the site may find them
    until = last_day(local(site, at).date(), setting(site, DAYS))
    entry = WatchEntry.objects.create(
        site=site,
        person=person,
        last4_hash=hash_last4(site, suspect.last4),
        reason=suspect.reason.strip()[:200],
        evidence=suspect.evidence.strip()[:200],
        entered_by=actor,
        entered_at=at,
        expires_on=until,
        ends_at=to_utc(site, datetime.combine(until + timedelta(days=1), time())),
    )
    record(site=site, at=at, actor=actor, action="propose", subject=(WATCH, entry.pk), to_state=entry.state)
    changed(WATCH, [entry.pk], site=site, at=at)
    return entry


@transaction.atomic
def move_entry(*, entry: WatchEntry, to: WatchState, actor: Any, at: datetime, reason: str = "") -> WatchEntry:
    """Approve, decline, withdraw or expire. Whoever entered it does not approve it; what ends is erased at once."""
    old = entry.stage
    check_move(WATCH_MOVES, old, to)
    if to is WatchState.ACTIVE:
        _must_be_on(entry.site, at)
        if not may_approve(entry.entered_by_id, getattr(actor, "pk", None)):
            raise SafetyRefused("actor", _("Somebody else than who entered it approves it."))
    if to in (WatchState.DECLINED, WatchState.WITHDRAWN) and not reason.strip():
        raise SafetyRefused("reason", _("Say why."))
    ends = to is not WatchState.ACTIVE
    fields: dict[str, Any] = {"reason": "", "evidence": "", "last4_hash": ""} if ends else {"approved_by": actor}
    rows = WatchEntry.objects.filter(pk=entry.pk, state=old, rev=entry.rev)
    if not rows.update(state=to, rev=entry.rev + 1, **fields):
        raise MoveRefused(old, to)
    if ends:
        erase(entry.person, actor=actor, at=at, reason=WATCH, site=entry.site)
    entry.refresh_from_db()
    record(
        site=entry.site,
        at=at,
        actor=actor,
        action=WATCH_VERBS[to],
        subject=(WATCH, entry.pk),
        from_state=old,
        to_state=to,
        reason=reason.strip(),
    )
    changed(WATCH, [entry.pk], site=entry.site, at=at)
    return entry


@transaction.atomic
def look_up(*, site: Site, name: str, phone: str, last4: str, where: str, actor: Any, at: datetime) -> list[Hit]:
    """Whether a visitor is on the list: name with telephone, or name with the last four digits. Every look is logged.

    Nothing is looked at, and nothing logged, while the list is off. A hit tells the guards on post, discreetly; nobody is
    refused by it alone.
    """
    if not topic_is_on(site, Topic.WATCH_LIST, at):
        return []
    hits = _hits(site, name, phone, last4, at)
    changes = {"where": where[:40], "hits": [hit.entry_id for hit in hits]}
    record(site=site, at=at, actor=actor, action="look_up", subject=(LIST, site.pk), changes=changes)
    if hits:
        notify(
            site=site,
            users=on_post(site, "security", at),
            template="safety.hit",
            context={"where": where},
            link=reverse("safety:watch", args=[site.code]),
            urgent=True,
            at=at,
        )
    return hits


def hash_last4(site: Site, last4: str) -> str:
    """A keyed hash of the last four digits, "" for none: the list itself holds no digit."""
    tight = last4.strip().upper()
    if not tight:
        return ""
    key = hashlib.sha256(b"safety.watch" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{site.pk}:{tight}".encode(), hashlib.sha256).hexdigest()


def _hits(site: Site, name: str, phone: str, last4: str, at: datetime) -> list[Hit]:
    calm = " ".join(name.split())
    rows = WatchEntry.objects.filter(site=site, state=WatchState.ACTIVE, ends_at__gt=at, person__name=calm)
    entries = list(rows.select_related("person"))
    if not entries:
        return []
    digest, others = hash_last4(site, last4), {entry.person_id for entry in entries}
    if phone.strip():
        with suppress(BadValue):
            others = lacking(site, "phone", {pk: normal_value("phone", phone) for pk in others})
    found = []
    for entry in entries:
        if entry.person_id not in others:
            found.append(Hit(entry.pk, "phone"))
        elif digest and entry.last4_hash == digest:
            found.append(Hit(entry.pk, "paper"))
    return found


def _must_be_on(site: Site, at: datetime) -> None:
    if not topic_is_on(site, Topic.WATCH_LIST, at):
        raise SafetyRefused(
            "topic",
            _(
                "The list is off: no impact assessment is filed (Personal Information Protection Law, articles 55 and 56)."
            ),
        )


def _check(suspect: Suspect) -> None:
    if not suspect.reason.strip() or not suspect.evidence.strip():
        raise SafetyRefused("evidence", _("Reason and evidence are needed: an innocent person must not end up here."))
    if not suspect.phone.strip() and not suspect.last4.strip():
        raise SafetyRefused(
            "phone", _("A telephone or the last four digits are needed: a name alone means too many people.")
        )
    if suspect.last4.strip() and (len(suspect.last4.strip()) != 4 or not suspect.last4.strip().isalnum()):
        raise SafetyRefused("last4", _("Only the last four digits are noted."))
