"""A visiting party is announced, its standard confirmed inside law and table, a host named; it comes and goes (W10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.reception.models import Crew, PartyGuest, PlanStep, Profile, Reception
from guanjia.reception.queries.law import ceilings_at, refusal_of
from guanjia.reception.queries.site_settings import treatment_of
from guanjia.reception.rules.kinds import RECEPTION
from guanjia.reception.rules.receptions import (
    BEFORE_ARRIVAL,
    LETTER,
    MOVE_NAMES,
    RECEPTION_MOVES,
    Excess,
    Hospitality,
    Kind,
    Level,
    Lodging,
    Part,
    ReceptionState,
    default_steps,
    excesses,
    falls_short,
)
from guanjia.reception.rules.refusals import ReceptionRefused
from guanjia.standards.public import cite, law_at

PREFIX = "JD"


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What is known when a party is announced. The level is what the letter says, UNKNOWN until it does."""

    kind: Kind
    party: str
    heads: int
    arrives_at: datetime
    leaves_at: datetime
    level: Level = Level.UNKNOWN
    purpose: str = ""
    entrance: str = ""
    letter_number: str = ""
    letter_from: str = ""
    letter_on: date | None = None
    event: Event | None = None


def topic(site_id: int) -> str:
    """The live topic of a site's receptions."""
    return f"site:{site_id}:receptions"


def announce(*, site: Site, said: Announcement, actor: Any, at: datetime) -> Reception:
    """Note a visiting party. An official one without its letter is refused with the article, and the refusal journalled.

    Raises ReceptionRefused with the field; SecretRefused for marked text; nothing is made for a controlled meeting (FIELD 1).
    """
    if said.event is not None and said.event.secrecy == "controlled":
        raise ReceptionRefused("event", _("Guests of a controlled meeting are received by its organiser, on paper."))
    if not said.party.strip():
        raise ReceptionRefused("party", _("Say who comes: the organisation."))
    if said.heads < 1:
        raise ReceptionRefused("heads", _("Say how many guests come."))
    if said.leaves_at <= said.arrives_at:
        raise ReceptionRefused("leaves_at", _("They leave after they arrive."))
    refuse_marked({"party": said.party, "purpose": said.purpose, "letter": said.letter_number}, site=site)
    _letter(site, said, actor, at)
    with transaction.atomic():
        fields = {name: getattr(said, name) for name in said.__dataclass_fields__}
        made = Reception.objects.create(
            site=site, number=next_number(site=site, prefix=PREFIX, on=local(site, at).date()), created_at=at, **fields
        )
        _steps(made)
        note(made, "announce", actor, at, {"kind": said.kind.value, "level": said.level.value}, to=made.state)
    return made


def _letter(site: Site, said: Announcement, actor: Any, at: datetime) -> None:
    law = law_at(site, LETTER, at)
    if said.kind is not Kind.OFFICIAL or law is None:
        return
    whole = said.letter_number.strip() and said.letter_from.strip() and said.letter_on is not None
    if whole and said.letter_on is not None and said.letter_on <= local(site, at).date():
        return
    words = _("Without an official letter there is no official reception (%(article)s): number, sender and date.")
    refused = ReceptionRefused("letter_number", words % {"article": cite(law)}, law.article)
    journal_refusal(site, ("sites.site", site.pk), [Excess("letter_number", LETTER, "")], actor, at)
    raise refused


def _steps(reception: Reception) -> None:
    steps = default_steps(reception.rank, meals=reception.meals)
    PlanStep.objects.filter(reception=reception).exclude(step__in=steps).delete()
    for step, minutes in steps.items():
        PlanStep.objects.get_or_create(reception=reception, step=step, defaults={"minutes": minutes})


def offer(
    *, reception: Reception, offered: Hospitality, short_reason: str = "", rev: int, actor: Any, at: datetime
) -> Reception:
    """What is offered to them. Above law or table: refused, the article quoted, the refusal journalled. Below the table: a
    reason is asked for (VIPP-025). Raises ReceptionRefused with the field, MoveRefused when somebody changed it meanwhile."""
    offered = replace(offered, guests=reception.heads)
    table = treatment_of(reception.site)
    found = excesses(reception.sort, reception.rank, offered, ceilings_at(reception.site, at), table)
    if found:
        journal_refusal(reception.site, (RECEPTION, reception.pk), found, actor, at)
        raise refusal_of(found[0], reception, at)
    if falls_short(reception.rank, offered, table) and not short_reason.strip():
        raise ReceptionRefused("short_reason", _("This is less than their rank gets. Say why."))
    refuse_marked({"short_reason": short_reason}, site=reception.site)
    fields = {
        "companions": offered.companions, "meals": offered.meals, "lodging": offered.lodging,
        "greeters": offered.greeters, "short_reason": short_reason.strip()[:200],
    }  # fmt: skip
    with transaction.atomic():
        kept = write(reception, fields, rev)
        _steps(kept)
        note(kept, "offer", actor, at, {name: str(value) for name, value in fields.items() if name != "short_reason"})
    return kept


@transaction.atomic
def set_party(*, reception: Reception, level: Level, heads: int, rev: int, actor: Any, at: datetime) -> Reception:
    """Rank and number of guests changed, by the letter or a new one.

    A confirmed reception goes back to announced, so that its standard is confirmed again. Raises ReceptionRefused.
    """
    if reception.stage not in BEFORE_ARRIVAL:
        raise ReceptionRefused("", _("They have arrived already."))
    if heads < max(1, reception.guests.count()):
        raise ReceptionRefused("heads", _("More guests are on the party by name: take somebody off first."))
    old = reception.stage
    fields: dict[str, Any] = {"level": level, "heads": heads}
    if old is not ReceptionState.ANNOUNCED:
        fields["state"] = ReceptionState.ANNOUNCED
    kept = write(reception, fields, rev)
    _steps(kept)
    back = ReceptionState.ANNOUNCED if old is not ReceptionState.ANNOUNCED else ""
    note(
        kept,
        "reopen" if back else "party",
        actor,
        at,
        {"level": level.value, "heads": heads},
        old if back else "",
        back,
    )
    return kept


def _offered(reception: Reception, heads: int) -> Hospitality:
    return Hospitality(heads, reception.companions, reception.meals, Lodging(reception.lodging), reception.greeters)


@transaction.atomic
def confirm(*, reception: Reception, actor: Any, at: datetime) -> Reception:
    """Rank and standard are right. Raises ReceptionRefused while the rank is unknown or what is offered is not inside."""
    if reception.rank is Level.UNKNOWN:
        raise ReceptionRefused(
            "level", _("Their rank is not known: ask the sender of the letter. It is never guessed.")
        )
    offered = _offered(reception, reception.heads)
    table = treatment_of(reception.site)
    found = excesses(reception.sort, reception.rank, offered, ceilings_at(reception.site, at), table)
    if found:
        raise refusal_of(found[0], reception, at)
    if falls_short(reception.rank, offered, table) and not reception.short_reason:
        raise ReceptionRefused("short_reason", _("This is less than their rank gets. Say why."))
    return move(reception=reception, to=ReceptionState.CONFIRMED, actor=actor, at=at)


@transaction.atomic
def add_guest(
    *, reception: Reception, profile: Profile, position: str = "", principal: bool = False, actor: Any, at: datetime
) -> PartyGuest:
    """Put a guest onto the party. Raises ReceptionRefused: twice, two principals, more than the letter says."""
    guests = list(PartyGuest.objects.filter(reception=reception))
    if any(guest.profile_id == profile.pk for guest in guests):
        raise ReceptionRefused("name", _("This guest is on the party already."))
    if principal and any(guest.principal for guest in guests):
        raise ReceptionRefused("principal", _("There is one principal guest already."))
    if len(guests) >= reception.heads:
        words = _("The letter names %(heads)d guests: change the number first.")
        raise ReceptionRefused("name", words % {"heads": reception.heads})
    refuse_marked({"position": position}, site=reception.site)
    made = PartyGuest.objects.create(
        reception=reception, profile=profile, position=position.strip()[:80], principal=principal,
        number=max([guest.number for guest in guests], default=0) + 1,
    )  # fmt: skip
    note(reception, "guest.add", actor, at, {"guest": made.pk})
    return made


@transaction.atomic
def drop_guest(*, guest: PartyGuest, actor: Any, at: datetime) -> None:
    """A guest does not come; what was arranged for him alone is dropped."""
    guest.logistics.filter(dropped_at=None).update(dropped_at=at, guest=None)
    note(guest.reception, "guest.drop", actor, at, {"guest": guest.pk})
    guest.delete()


@transaction.atomic
def name_crew(*, reception: Reception, user: Any, part: Part, actor: Any, at: datetime) -> Crew:
    """Give somebody a part (VIPP-012, VIPP-015, VIPP-016). Only those with a part see what their part needs. Twice is once."""
    made, new = Crew.objects.get_or_create(reception=reception, user=user, part=part)
    if new:
        note(reception, "crew.add", actor, at, {"user": user.pk, "part": part.value})
    return made


@transaction.atomic
def drop_crew(*, crew: Crew, actor: Any, at: datetime) -> None:
    """Take a part away, and with it what it let somebody see."""
    note(crew.reception, "crew.drop", actor, at, {"user": crew.user_id, "part": crew.part})
    crew.delete()


def move(*, reception: Reception, to: ReceptionState, actor: Any, at: datetime, **fields: Any) -> Reception:
    """The one mover: compares and swaps, journals under the name of the move. Raises MoveRefused."""
    old = reception.stage
    check_move(RECEPTION_MOVES, old, to)
    with transaction.atomic():
        rows = Reception.objects.filter(pk=reception.pk, state=old, rev=reception.rev)
        if not rows.update(state=to, rev=reception.rev + 1, **fields):
            raise MoveRefused(old, to)
        reception.refresh_from_db()
        note(reception, MOVE_NAMES[to], actor, at, {}, old, to)
    return reception


def write(reception: Reception, fields: dict[str, Any], rev: int) -> Reception:
    """Write fields if the reception is still at `rev`, else raise MoveRefused."""
    if not Reception.objects.filter(pk=reception.pk, rev=rev).update(rev=rev + 1, **fields):
        raise MoveRefused(reception.stage, reception.stage)
    reception.refresh_from_db()
    return reception


def note(
    reception: Reception, action: str, actor: Any, at: datetime, changes: dict[str, Any], old: str = "", to: str = "",
    reason: str = "",
) -> None:  # fmt: skip
    """Journal, plan anew, tell the pages. Names and wishes of guests never go in here."""
    record(
        site=reception.site, at=at, actor=actor, action=action, subject=(RECEPTION, reception.pk), from_state=str(old),
        to_state=str(to), changes=changes, reason=reason,
    )  # fmt: skip
    changed(RECEPTION, [reception.pk], site=reception.site, at=at)
    touch(topic(reception.site_id))


def journal_refusal(site: Site, subject: tuple[str, int], found: Sequence[Excess], actor: Any, at: datetime) -> None:
    """Keep that something beyond law or table was asked for, with the fields and the articles."""
    laws = [law.article for each in found if each.law and (law := law_at(site, each.law, at))]
    changes = {"fields": [each.field for each in found], "articles": laws}
    with transaction.atomic():
        record(site=site, at=at, actor=actor, action="reception.refuse", subject=subject, changes=changes)
