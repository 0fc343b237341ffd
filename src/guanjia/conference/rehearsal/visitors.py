"""Guests of a rehearsal: they come in waves, some not at all, some with a code that must not open."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.actions.admission import Answer, admit_by_code, code_of
from guanjia.conference.actions.guests import Draft, add_guests, add_walk_in, reissue_code
from guanjia.conference.models import Event, Guest
from guanjia.conference.rehearsal.crew import NAMES
from guanjia.conference.rehearsal.gates import come_by_gate
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.rehearsal.public import Invariant, Stage
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.posts.public import on_post

PER_SITTING = 5
MOST = 5000
NO_SHOW = 0.08
TROUBLE = ("forged", "used", "foreign", "reissued")
TROUBLE_SHARE = 0.03
WALK_INS = 3
FAMILY = "".join(name[0] for name in NAMES)
GIVEN = "伟敏静磊洋勇艳杰娟涛明超霞平刚辉"
STRIDE = 37  # shares no factor with the number of names, so that neighbours on a list differ


def invented_name(number: int) -> str:
    """A name for each number; the first 5,120 differ."""
    family, given = divmod(number * STRIDE % (len(FAMILY) * len(GIVEN) ** 2), len(GIVEN) ** 2)
    return FAMILY[family] + GIVEN[given // len(GIVEN)] + GIVEN[given % len(GIVEN)]


def guest_count(event: Event, sittings: int) -> int:
    """How many to bring: the expected headcount, else five for each sitting, at most 5,000."""
    return min(event.expected_count or PER_SITTING * sittings, MOST)


def bring_guests(stage: Stage, original: Event, event: Event, count: int) -> None:
    """Copy the original's guest list, or make one of `count` people when it has none."""
    if event.secrecy == Secrecy.CONTROLLED:
        return
    drafts = [
        Draft(name=g.name, delegation=g.delegation.name if g.delegation else "", seat=g.seat, rank_no=g.rank_no)
        for g in Guest.objects.filter(event=original).select_related("delegation").order_by("pk")
    ]
    if not drafts:
        drafts = [Draft(invented_name(n), delegation=f"单位{n % 40 + 1}") for n in range(count)]
    add_guests(event=event, drafts=drafts, actor=None, at=stage.now)


def plant_arrivals(stage: Stage, event: Event) -> None:
    """Plant a wave for each minute around the first start; chance is drawn guest by guest in their order."""
    starts = sorted({block.starts_at for block in event.blocks.filter(placed=True)})
    if not starts:
        return
    first = starts[0]
    waves: dict[datetime, list[tuple[int, str]]] = defaultdict(list)
    for pk in Guest.objects.filter(event=event).order_by("pk").values_list("pk", flat=True):
        chance, minute, kind = stage.rng.random(), stage.rng.gauss(-15, 10), stage.rng.random()
        if chance < NO_SHOW:
            continue
        trouble = TROUBLE[int(kind * 1000) % len(TROUBLE)] if kind < TROUBLE_SHARE else ""
        moment = first + timedelta(minutes=round(max(-45.0, min(minute, 30.0))))
        waves[moment].append((pk, trouble))
    for moment, arrivals in sorted(waves.items()):
        stage.at(moment, Wave(event.pk, tuple(arrivals)))
    for number in range(WALK_INS):
        stage.at(first + timedelta(minutes=5 + number), WalkIn(event.pk, number))


@dataclass(frozen=True)
class Wave:
    """Those who come to the desk within one minute; `trouble` says what is wrong with somebody's code."""

    event_id: int
    arrivals: Sequence[tuple[int, str]]

    def __call__(self, stage: Stage) -> None:
        """Scan everybody of the wave."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        desk = desk_of(stage)
        guests = Guest.objects.select_related("site").in_bulk([pk for pk, _trouble in self.arrivals])
        for pk, trouble in self.arrivals:
            come_by_gate(stage, guests[pk])
            self._scan(stage, event, guests[pk], trouble, desk)

    def _scan(self, stage: Stage, event: Event, guest: Guest, trouble: str, desk: User | None) -> None:
        code = code_of(guest, event)
        if trouble == "forged":
            scan(stage, event, code[:-6] + "AAAA" + code[-2:], desk)
        elif trouble == "foreign":
            scan(stage, event, code_of(guest, Event(pk=event.pk + 1_000_000, ends_at=event.ends_at)), desk)
        elif trouble == "reissued":
            reissue_code(guests=[guest], actor=desk, at=stage.now)
            scan(stage, event, code, desk)
        scan(stage, event, code_of(guest, event), desk)
        if trouble == "used":
            scan(stage, event, code, desk)


@dataclass(frozen=True)
class WalkIn:
    """Somebody who is not on the list."""

    event_id: int
    number: int

    def __call__(self, stage: Stage) -> None:
        """Put them on it and let them in."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        if event.secrecy == Secrecy.CONTROLLED:
            return
        desk = desk_of(stage)
        guest = add_walk_in(event=event, draft=Draft(f"来宾{self.number + 1}"), actor=desk, at=stage.now)
        scan(stage, event, code_of(guest, event), desk)


def scan(stage: Stage, event: Event, text: str, desk: User | None) -> Answer:
    """One scan at the desk, as the page sends it."""
    name = desk.username if desk is not None else "desk"
    return admit_by_code(site=stage.site, event_id=event.pk, text=text, desk=name, actor=desk, at=stage.now)


def desk_of(stage: Stage) -> User | None:
    """Whoever greets at this moment."""
    people = on_post(stage.site, "conference.greeter", stage.now)
    return people[0] if people else None


def report_guests(stage: Stage, event: Event) -> dict[str, Any]:
    """What the journal says of the door: guests on the list, admitted, refused by reason, double admissions."""
    refusals = Entry.objects.filter(site=stage.site, action="guest.refuse")
    reasons = Counter(changes.get("reason", "") for changes in refusals.values_list("changes", flat=True))
    return {
        "guests": Guest.objects.filter(event=event).count(),
        "admitted": Guest.objects.filter(event=event, admitted_at__isnull=False).count(),
        "refused": dict(sorted(reasons.items())),
        "double_admissions": len(double_admissions(stage.site)),
    }


def double_admissions(site: Site) -> list[str]:
    """Guests whom the journal let in once more than it took back."""
    balance: Counter[int] = Counter()
    rows = Entry.objects.filter(site=site, action__in=["guest.admit", "guest.take_back"])
    for subject_id, action in rows.values_list("subject_id", "action"):
        balance[subject_id] += 1 if action == "guest.admit" else -1
    return [f"guest {pk} was admitted {count} times" for pk, count in sorted(balance.items()) if count > 1]


ONCE = Invariant("admitted_once", double_admissions)
