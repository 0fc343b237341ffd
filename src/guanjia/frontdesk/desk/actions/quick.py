"""Quick cases: opened with two keys, worked through step by step, settled."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.messages.public import notify, write_to
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import BadValue, Person, find_by, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.desk.actions.keeping import CASE, DeskRefused, keep
from guanjia.frontdesk.desk.events import QuickCaseOpened, QuickCaseSettled
from guanjia.frontdesk.desk.models import Machine, QuickCase, QuickStep
from guanjia.frontdesk.desk.rules.quick import (
    CASE_MOVES,
    CASE_VERBS,
    POSTS_TOLD,
    STEPS,
    CaseKind,
    CaseState,
    may_repeat,
    missing_steps,
)
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.posts.public import on_post_many


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known when a case is opened; for a rescue nothing need be known."""

    place: str = ""
    words: str = ""
    plate: str = ""
    asker_id: int | None = None
    unit_id: int | None = None
    call_id: int | None = None
    last_seen_at: datetime | None = None
    file_ids: tuple[int, ...] = ()


@transaction.atomic
def open_case(
    *, site: Site, kind: CaseKind, facts: Facts, actor: Any, at: datetime, machine: Machine | None = None
) -> QuickCase:
    """Open a case and tell the posts that must know, at once. Raises BadValue for a plate that is none, SecretRefused.

    A car in the way needs its plate, a missing person a description.
    """
    if kind is CaseKind.MOVE_CAR and not facts.plate.strip():
        raise DeskRefused(_("Type the number plate of the car."))
    if kind is CaseKind.FIND_PERSON and not facts.words.strip():
        raise DeskRefused(_("Describe the person: age, clothes, where last seen."))
    refuse_marked({"place": facts.place, "words": facts.words}, site=site)
    case = QuickCase.objects.create(
        site=site,
        number=next_number(site=site, prefix="KJ", on=local(site, at).date()),
        kind=kind,
        place=facts.place.strip()[:120],
        words=facts.words.strip(),
        asker_id=facts.asker_id,
        target=owner_of(site, facts.plate, actor=actor, at=at) if facts.plate.strip() else None,
        unit_id=facts.unit_id,
        call_id=facts.call_id,
        opened_at=at,
        opened_by=actor,
        last_seen_at=facts.last_seen_at,
    )
    for file in StoredFile.objects.filter(site=site, pk__in=facts.file_ids):
        hold(file, (CASE, case.pk))
    keep(case, "open", actor=actor, at=at, machine=machine, event=QuickCaseOpened(case.pk, kind))
    tell_posts(case, POSTS_TOLD[kind], at)
    return case


def owner_of(site: Site, plate: str, *, actor: Any, at: datetime) -> Person:
    """Whose car it is; a plate that nobody here has becomes a person without a name, so that it lies encrypted too."""
    if known := find_by(site, "plate", plate):
        return known[0]
    try:
        return make_person(
            site=site, name=_("Unknown driver"), actor=actor, at=at, link="vehicle", private={"plate": plate}
        )
    except BadValue as bad:
        raise DeskRefused(_(bad.reason)) from bad


def tell_posts(case: QuickCase, posts: tuple[str, ...], at: datetime) -> int:
    """Ring the bells of everybody on these posts, quiet hours or not; how many were told."""
    people = [user for users in on_post_many(case.site, posts, at).values() for user in users]
    if not people:
        return 0
    return notify(
        site=case.site,
        users=people,
        template=f"desk.quick.{case.kind}",
        context={"number": case.number, "place": case.place, "time": case.opened_at},
        link=reverse("desk:case", args=[case.site.code, case.number]),
        urgent=True,
        at=at,
    )


@transaction.atomic
def do_step(
    *, case: QuickCase, code: str, actor: Any, at: datetime, note: str = "", machine: Machine | None = None
) -> QuickStep:
    """Tick a step of the case's list. The first one shows that somebody acts. Raises DeskRefused for one that is not there."""
    if not case.is_open or code not in {step.code for step in STEPS[case.kind_enum]}:
        raise DeskRefused(_("This case has no such step, or it is over."))
    locked = QuickCase.objects.select_for_update().get(pk=case.pk)
    if not may_repeat(code, set(locked.steps.values_list("code", flat=True))):
        raise DeskRefused(_("This step is done already."))
    refuse_marked({"note": note}, site=case.site)
    step = QuickStep.objects.create(case=locked, code=code, at=at, by=actor, note=note.strip()[:300])
    case.rev, case.state = locked.rev, locked.state
    fields = {"reached_at": at} if code == "reach" else {}
    if case.state == CaseState.OPEN:
        move_case(case=case, to=CaseState.ACTING, actor=actor, at=at, machine=machine, **fields)
    elif fields:
        QuickCase.objects.filter(pk=case.pk).update(**fields)
        case.reached_at = at
    keep(case, code, actor=actor, at=at, machine=machine, old=case.state)
    return step


@transaction.atomic
def move_case(
    *,
    case: QuickCase,
    to: CaseState,
    actor: Any,
    at: datetime,
    outcome: str = "",
    machine: Machine | None = None,
    **fields: Any,
) -> QuickCase:
    """Move a case; the second of two movers gets MoveRefused.

    It is settled once every step that must be is done, and with an outcome; handing over tells the guards.
    """
    old = case.stage
    check_move(CASE_MOVES, old, to)
    if to in (CaseState.SETTLED, CaseState.CANCELLED):
        fields |= _end(case, to, outcome, at)
    rows = QuickCase.objects.filter(pk=case.pk, state=old, rev=case.rev)
    if not rows.update(state=to, rev=case.rev + 1, **fields):
        raise MoveRefused(old, to)
    case.refresh_from_db()
    event = QuickCaseSettled(case.pk, case.kind) if to is CaseState.SETTLED else None
    keep(case, CASE_VERBS[to], actor=actor, at=at, machine=machine, old=old, event=event)
    if to is CaseState.HANDED:
        tell_posts(case, ("security",), at)
    return case


def _end(case: QuickCase, to: CaseState, outcome: str, at: datetime) -> dict[str, Any]:
    if not outcome.strip():
        raise DeskRefused(_("Say how it ended."))
    refuse_marked({"outcome": outcome}, site=case.site)
    missing = missing_steps(case.kind_enum, set(case.steps.values_list("code", flat=True)))
    if to is CaseState.SETTLED and missing:
        labels = [_(step.label) for step in STEPS[case.kind_enum] if step.code in missing]
        raise DeskRefused(_("Not done yet: %(steps)s.") % {"steps": "; ".join(labels)})
    return {"settled_at": at, "outcome": outcome.strip()[:300]}


@transaction.atomic
def message_owner(*, case: QuickCase, actor: Any, at: datetime, machine: Machine | None = None) -> QuickStep:
    """Write to the car's owner that it is in the way; neither side learns the other's number."""
    if case.target is None:
        raise DeskRefused(_("Nobody is known for this plate; ring or send the guards."))
    step = do_step(case=case, code="message", actor=actor, at=at, machine=machine)
    context = {"place": case.place, "time": at, "number": case.number}
    write_to(site=case.site, person=case.target, template="desk.car_in_the_way", context=context, at=at)
    return step
