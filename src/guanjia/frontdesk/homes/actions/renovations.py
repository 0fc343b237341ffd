"""A renovation from notice to final check: one mover, and what people do to it (FIELD 23; 民法典 942, 945)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.duties.public import require
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.homes.actions.letters import write_letter
from guanjia.frontdesk.homes.events import RenovationMoved, WorkerPassGiven, WorkerPassTaken
from guanjia.frontdesk.homes.models import Renovation, Worker
from guanjia.frontdesk.homes.rules.renovation import (
    NEEDS_REASON,
    RENOVATION_MOVES,
    CommitteeWord,
    LetterKind,
    RenovationState,
    refusal_to_agree,
    stops_resuming,
    verb_of,
)
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import OWNERS, Occupancy, is_host, local_day
from guanjia.places.public import Unit

RENOVATION = "homes.renovation"
S = RenovationState


class RenovationRefused(Exception):
    """What was asked for is not allowed; str() says why in the reader's language."""


@transaction.atomic
def tell_renovation(
    *,
    site: Site,
    unit: Unit,
    person: Person,
    works: str,
    planned_from: date,
    planned_until: date,
    actor: Any,
    at: datetime,
    contractor: str = "",
    touches_structure: bool = False,
    touches_common: bool = False,
    owner_consents: bool = False,
) -> Renovation:
    """Take down an owner's or lessee's notice that they will renovate. Raises RenovationRefused (who does not belong to the
    home, dates backwards, one under way) and SecretRefused.
    """
    refuse_marked({"works": works, "contractor": contractor}, site=site)
    if unit.site_id != site.pk or not is_host(person.pk, unit.pk, local_day(site, at)):
        raise RenovationRefused(gettext("Only somebody who belongs to this home today can renovate it."))
    if planned_until < planned_from:
        raise RenovationRefused(gettext("The end must lie after the beginning."))
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if Renovation.objects.filter(unit=unit).exclude(state__in=(S.CLOSED, S.CANCELLED)).exists():
        raise RenovationRefused(gettext("One is under way for this home already."))
    row = Renovation.objects.create(
        site=site,
        number=next_number(site=site, prefix="ZX", on=local_day(site, at)),
        unit=unit,
        person=person,
        works=works,
        contractor=contractor,
        touches_structure=touches_structure,
        touches_common=touches_common,
        owner_consents=owner_consents,
        planned_from=planned_from,
        planned_until=planned_until,
        told_at=at,
    )
    record(
        site=site, at=at, actor=actor, action="tell", subject=(RENOVATION, row.pk), to_state=S.TOLD,
        changes={"unit": unit.pk, "person": person.pk},
    )  # fmt: skip
    changed(RENOVATION, [row.pk], site=site, at=at)
    return row


@transaction.atomic
def move_renovation(
    *, renovation: Renovation, to: RenovationState, actor: Any, at: datetime, reason: str = "", **fields: Any
) -> Renovation:
    """Move it and set `fields` with it. Two movers: one wins, the other gets MoveRefused, as for a move that the table
    lacks. Raises RenovationRefused (reason missing, something not put right, no agreement allowed), GateClosed.
    """
    old = renovation.stage
    check_move(RENOVATION_MOVES, old, to)
    verb = verb_of(old, to)
    if verb in NEEDS_REASON and not reason.strip():
        raise RenovationRefused(gettext("Say why."))
    refuse_marked({"reason": reason}, site=renovation.site)
    _check(renovation, verb, at)
    require(RENOVATION, renovation.pk, verb, at=at)
    rows = Renovation.objects.filter(pk=renovation.pk, state=old, rev=renovation.rev)
    if not rows.update(state=to, rev=renovation.rev + 1, **fields):
        raise MoveRefused(old, to)
    renovation.state, renovation.rev = to, renovation.rev + 1
    for name, value in fields.items():
        setattr(renovation, name, value)
    record(
        site=renovation.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(RENOVATION, renovation.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        event=RenovationMoved(renovation.pk, renovation.site_id, renovation.unit_id, old.value, to.value, verb),
    )
    changed(RENOVATION, [renovation.pk], site=renovation.site, at=at)
    return renovation


@transaction.atomic
def agree(*, renovation: Renovation, actor: Any, at: datetime) -> Renovation:
    """The agreement is signed: numbered and kept as it was printed (民法典 945)."""
    move_renovation(renovation=renovation, to=S.AGREED, actor=actor, at=at)
    write_letter(renovation=renovation, kind=LetterKind.AGREEMENT, actor=actor, at=at)
    return renovation


@transaction.atomic
def pass_check(*, renovation: Renovation, actor: Any, at: datetime) -> Renovation:
    """The final check is passed; every pass of its workers ends. Raises GateClosed until the check's duty is done."""
    move_renovation(renovation=renovation, to=S.PASSED, actor=actor, at=at, finished_at=at)
    Worker.objects.filter(renovation=renovation, taken_away_at=None).update(taken_away_at=at)
    write_letter(renovation=renovation, kind=LetterKind.PASSED, actor=actor, at=at)
    return renovation


@transaction.atomic
def give_pass(
    *,
    renovation: Renovation,
    name: str,
    phone: str,
    paper_kind: str,
    paper_tail: str,
    valid_until: date,
    actor: Any,
    at: datetime,
    person: Person | None = None,
) -> Worker:
    """Give a worker a numbered pass after a look at a paper: its kind and last four characters, no photo, no copy.

    Raises RenovationRefused before the agreement, after the end, for more than four characters or a date beyond the
    planned end.
    """
    refuse_marked({"name": name, "paper": paper_kind}, site=renovation.site)
    if renovation.stage not in (S.AGREED, S.WORKING, S.STOPPED):
        raise RenovationRefused(gettext("Passes are given once the agreement is signed."))
    if len(paper_tail) != 4 or not paper_tail.isalnum():
        raise RenovationRefused(gettext("Note the last four characters of the paper's number, never the whole."))
    if valid_until > renovation.planned_until:
        raise RenovationRefused(gettext("A pass ends with the renovation."))
    if person is None:
        private = {"phone": phone} if phone else {}
        person = make_person(
            site=renovation.site, name=name, private=private, actor=actor, at=at, link="worker",
            affiliation=renovation.contractor,
        )  # fmt: skip
    if Worker.objects.filter(renovation=renovation, person=person).exists():
        raise RenovationRefused(gettext("This worker has a pass already."))
    worker = Worker.objects.create(
        renovation=renovation,
        person=person,
        pass_number=next_number(site=renovation.site, prefix="CR", on=local_day(renovation.site, at)),
        paper_kind=paper_kind,
        paper_tail=paper_tail.upper(),
        valid_until=valid_until,
    )
    given = WorkerPassGiven(worker.pk, renovation.pk, renovation.site_id)
    _told(renovation, "give_pass", actor, at, {"worker": worker.pk}, event=given)
    return worker


@transaction.atomic
def take_pass_away(*, worker: Worker, actor: Any, at: datetime, reason: str) -> None:
    """End a worker's pass before its day. A second call does nothing."""
    if Worker.objects.filter(pk=worker.pk, taken_away_at=None).update(taken_away_at=at):
        row = worker.renovation
        taken = WorkerPassTaken(worker.pk, row.pk, row.site_id)
        _told(row, "take_pass_away", actor, at, {"worker": worker.pk}, reason, event=taken)


@transaction.atomic
def note_deposit(
    *, renovation: Renovation, actor: Any, at: datetime, yuan: Decimal | None = None, back: bool = False
) -> Renovation:
    """Note as a fact that a deposit was taken (`yuan`) or given back; nothing is posted here. Given back only after the
    final check. Raises RenovationRefused.
    """
    today = local_day(renovation.site, at)
    if back and (renovation.deposit_taken_on is None or renovation.stage not in (S.PASSED, S.CLOSED)):
        raise RenovationRefused(gettext("A deposit is given back after the final check."))
    if not back and (yuan is None or yuan <= 0):
        raise RenovationRefused(gettext("Say how much."))
    fields: dict[str, Any] = {"deposit_back_on": today} if back else {"deposit_yuan": yuan, "deposit_taken_on": today}
    Renovation.objects.filter(pk=renovation.pk).update(**fields)
    for name, value in fields.items():
        setattr(renovation, name, value)
    _told(renovation, "deposit_back" if back else "deposit_taken", actor, at, {})
    return renovation


@transaction.atomic
def note_committee(
    *, renovation: Renovation, word: CommitteeWord, on: date, paper: str, actor: Any, at: datetime
) -> Renovation:
    """Note what the owners' committee said, of which day, by which paper; before the agreement only, and it may change its
    word until then. RenovationRefused where no common part is touched, later, for a day to come, or without a paper.
    """
    if not renovation.touches_common:
        raise RenovationRefused(gettext("It changes no common part; the committee is not asked."))
    if renovation.stage not in (S.TOLD, S.RETURNED) or word is CommitteeWord.OPEN:
        raise RenovationRefused(gettext("The word of the committee comes before the agreement."))
    if on > local_day(renovation.site, at):
        raise RenovationRefused(gettext("That day has not come yet."))
    if not paper.strip():
        raise RenovationRefused(gettext("Say the number of the committee's paper."))
    refuse_marked({"paper": paper}, site=renovation.site)
    fields = {"committee_said": word, "committee_on": on, "committee_paper": paper.strip()[:60]}
    rows = Renovation.objects.filter(pk=renovation.pk, state=renovation.state, rev=renovation.rev)
    if not rows.update(rev=renovation.rev + 1, **fields):
        raise MoveRefused(renovation.stage, renovation.stage)
    renovation.rev += 1
    for name, value in fields.items():
        setattr(renovation, name, value)
    changes = {"said": word.value, "on": on.isoformat(), "paper": paper.strip()[:60]}
    _told(renovation, "committee", actor, at, changes)
    changed(RENOVATION, [renovation.pk], site=renovation.site, at=at)
    return renovation


def _check(renovation: Renovation, verb: str, at: datetime) -> None:
    if verb == "agree":
        owner = Occupancy.objects.current(local_day(renovation.site, at)).filter(
            unit=renovation.unit_id, person=renovation.person_id, relation__in=OWNERS
        )
        why = refusal_to_agree(
            touches_structure=renovation.touches_structure,
            is_owner=owner.exists(),
            owner_consents=renovation.owner_consents,
            touches_common=renovation.touches_common,
            committee=renovation.committee,
        )
        if why:
            raise RenovationRefused(gettext(why))
    if verb == "resume" and stops_resuming(each.stage for each in renovation.violations.all()):
        raise RenovationRefused(gettext("Something that was found is not put right yet."))


def _told(
    renovation: Renovation, action: str, actor: Any, at: datetime, changes: dict[str, Any], reason: str = "",
    *, event: object | None = None,
) -> None:  # fmt: skip
    record(
        site=renovation.site, at=at, actor=actor, action=action, subject=(RENOVATION, renovation.pk), changes=changes,
        reason=reason, event=event,
    )  # fmt: skip
