"""A client as those who prepare its meetings see it: what its events show, what it told, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from guanjia.clientele.models import PackageChoice, PointAccount, Preference, Referral, ReferralCode, Review
from guanjia.clientele.rules.memory import Fact, Habit, band, habits
from guanjia.clientele.rules.money import yuan
from guanjia.conference.public import NOT_HELD, Block, Event, Service, billed_fen
from guanjia.foundation.persons.public import Person, unseal_texts
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Contact, Organisation
from guanjia.places.public import Style
from guanjia.surveys.public import results_of, survey_of

HISTORY, LISTED = 50, 20
"""So many meetings are looked at for habits, and listed with all that came of them."""
PURPOSE = "clientele.habits"
HELD = ("ended", "restoring", "surveyed", "closed", "archived")
TOPIC_WORDS = {
    "room": N_("Room"),
    "style": N_("Set-up style"),
    "kind": N_("Kind of meeting"),
    "headcount": N_("Headcount"),
    "service": N_("Service"),
    "part_of_day": N_("Part of the day"),
    "language": N_("Language"),
    "package": N_("Package"),
    "tea": N_("Tea"),
    "cards": N_("Place cards"),
    "other": N_("Other"),
}
PARTS = {"morning": N_("Morning"), "afternoon": N_("Afternoon"), "evening": N_("Evening")}


def clients_of(site: Site, words: str = "") -> QuerySet[Organisation]:
    """The site's clients with the number of their meetings held and the latest one, by name."""
    rows = Organisation.objects.filter(sites=site)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    return rows.order_by("name")


def meetings_of(site: Site, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Client -> {"held", "last"}, also of one that has had no meeting yet; one query."""
    rows = Event.objects.filter(site=site, organisation__in=ids, state__in=HELD).exclude(secrecy="controlled")
    return {pk: {"held": 0, "last": None} for pk in ids} | {
        row["organisation"]: row
        for row in rows.values("organisation").annotate(held=Count("pk"), last=Max("starts_at"))
    }


@dataclass(frozen=True)
class HabitLine:
    """A habit in words, with the references of the meetings that show it."""

    topic: str
    value: str
    count: int
    of: int
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Something the client told; `text` None once its person was erased."""

    row: Preference
    topic: str
    text: str | None


@dataclass(frozen=True)
class HistoryLine:
    """One meeting and what came of it."""

    event: Event
    room: str
    satisfied: tuple[int, int] | None
    complaints: int
    bill_fen: int
    package: str
    review: Review | None

    @property
    def bill(self) -> str:
        """The bill in yuan."""
        return yuan(self.bill_fen)


@dataclass(frozen=True)
class Profile:
    """The page of a client."""

    client: Organisation
    contacts: tuple[Contact, ...]
    habits: tuple[HabitLine, ...]
    told: tuple[Told, ...]
    history: tuple[HistoryLine, ...]
    balance: int
    code: ReferralCode | None
    sent: tuple[Referral, ...] = field(default=())


def facts_of(events: Sequence[Event]) -> list[Fact]:
    """What these meetings say, as the rules read it. Three queries."""
    ids = [event.pk for event in events]
    found: list[Fact] = []
    for event in events:
        intake = getattr(event, "intake", None)
        if event.kind:
            found.append(Fact("kind", event.kind, event.pk))
        if event.expected_count:
            found.append(Fact("headcount", band(event.expected_count), event.pk))
        if intake is not None:
            found += [Fact("service", code, event.pk) for code in intake.services]
            if intake.language:
                found.append(Fact("language", intake.language, event.pk))
    for block in Block.objects.filter(event__in=ids).exclude(state="cancelled").select_related("room", "event__site"):
        found.append(Fact("room", block.room.name, block.event_id))
        if block.style:
            found.append(Fact("style", block.style, block.event_id))
        found.append(Fact("part_of_day", _part(local(block.event.site, block.starts_at).hour), block.event_id))
    for event_id, name in PackageChoice.objects.filter(event__in=ids).values_list("event", "package__name"):
        found.append(Fact("package", name, event_id))
    return found


def _part(hour: int) -> str:
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def held_of(site: Site, client: Organisation) -> list[Event]:
    """Its meetings that were held, the latest first; protected ones never."""
    rows = Event.objects.filter(site=site, organisation=client, state__in=HELD, secrecy="ordinary")
    return list(rows.select_related("intake", "site").order_by("-starts_at")[:HISTORY])


def habit_lines(events: Sequence[Event]) -> tuple[HabitLine, ...]:
    """The habits in the reader's words."""
    refs = {event.pk: event.ref for event in events}
    found = habits(facts_of(events), [event.pk for event in events])
    return tuple(
        HabitLine(_(TOPIC_WORDS[h.topic]), _value(h), len(h.events), h.of, tuple(refs[pk] for pk in h.events))
        for h in found
    )


def _value(habit: Habit) -> str:
    from guanjia.conference.public import MeetingKind  # noqa: PLC0415

    labels = {
        "style": {each.value: each.label for each in Style},
        "kind": {each.value: each.label for each in MeetingKind},
        "service": {each.value: each.label for each in Service},
        "part_of_day": PARTS,
    }.get(habit.topic, {})
    return _(labels[habit.value]) if habit.value in labels else habit.value


def told_of(site: Site, client: Organisation) -> tuple[Told, ...]:
    """What the client and its people told, unlocked for those who may see it. Two queries."""
    rows = list(
        Preference.objects.filter(site=site, organisation=client)
        .select_related("contact", "event", "noted_by")
        .order_by("-told_at")
    )
    people = Person.objects.in_bulk([row.contact.person_id for row in rows if row.contact and row.contact.person_id])
    found = []
    for row in rows:
        text: str | None = row.text
        if row.contact is not None:
            person = people.get(row.contact.person_id or 0)
            text = unseal_texts([(person, row.sealed)], PURPOSE)[0] if person is not None and row.sealed else None
        found.append(Told(row, _(TOPIC_WORDS[row.topic]), text))
    return tuple(found)


def profile_of(site: Site, client: Organisation) -> Profile:
    """Everything of a client at this site."""
    events = held_of(site, client)
    code = ReferralCode.objects.filter(site=site, organisation=client).first()
    sent = Referral.objects.filter(code=code).select_related("event").order_by("-named_at") if code else ()
    account = PointAccount.objects.filter(site=site, organisation=client).first()
    return Profile(
        client=client,
        contacts=tuple(client.contacts.all()),
        habits=habit_lines(events),
        told=told_of(site, client),
        history=history_lines(events[:LISTED]),
        balance=account.balance if account else 0,
        code=code,
        sent=tuple(sent),
    )


def history_lines(events: Sequence[Event]) -> tuple[HistoryLine, ...]:
    """Each meeting with its room, satisfaction, complaints, bill, package and review."""
    ids = [event.pk for event in events]
    rooms: dict[int, str] = {}
    for event_id, name in Block.objects.filter(event__in=ids).order_by("starts_at").values_list("event", "room__name"):
        rooms.setdefault(event_id, name)
    complaints = dict(Event.objects.filter(pk__in=ids).annotate(n=Count("complaints")).values_list("pk", "n"))
    packages = dict(PackageChoice.objects.filter(event__in=ids).values_list("event", "package__name"))
    reviews = {review.event_id: review for review in Review.objects.filter(event__in=ids)}
    return tuple(
        HistoryLine(
            event=event,
            room=rooms.get(event.pk, ""),
            satisfied=_satisfied(event),
            complaints=complaints.get(event.pk, 0),
            bill_fen=billed_fen(event),
            package=packages.get(event.pk, ""),
            review=reviews.get(event.pk),
        )
        for event in events
    )


def _satisfied(event: Event) -> tuple[int, int] | None:
    survey = survey_of("conference.event", event.pk)
    if survey is None:
        return None
    overall = next((each for each in results_of(survey) if each.question.code == "overall"), None)
    return (overall.satisfied, overall.total) if overall is not None and overall.total else None


def last_of(event: Event) -> Event | None:
    """The client's latest meeting before this one whose enquiry can be copied."""
    if event.organisation_id is None:
        return None
    rows = Event.objects.filter(
        site=event.site, organisation=event.organisation_id, intake__isnull=False, secrecy="ordinary"
    )
    return (
        rows.exclude(pk=event.pk).exclude(state__in=NOT_HELD).select_related("intake").order_by("-created_at").first()
    )
