"""The international investment forum (CASE-001): five rounds of talks, twenty delegations, two days, six incidents, close-out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guanjia.conference.actions.delegations import Reply, answer_for_delegation, ask_delegation, make_delegation
from guanjia.conference.actions.guests import Draft
from guanjia.conference.actions.intake import note_exchange
from guanjia.conference.actions.sessions import add_session
from guanjia.conference.models import Block, Delegation, Event, Exchange, FaultRecord, Guest
from guanjia.conference.rehearsal.cases.forum_staff import TONGUES, judge_staff, keep_halls_for_set_up, name_staff
from guanjia.conference.rehearsal.cases.staging import (
    Hall,
    Meeting,
    ask,
    bring_guests,
    build,
    close_curtain,
    curtain,
    on,
    settle,
    stage_of,
)
from guanjia.conference.rehearsal.dayof import plant_fault
from guanjia.conference.rehearsal.playing import bring_crew
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.conference.rules.faults import FaultClass, FaultState
from guanjia.conference.rules.needs import Channel
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room, Style
from guanjia.surveys.public import Survey

ROUNDS, DELEGATIONS, VIPS, ATTENDEES, INCIDENTS, LANGUAGES, ROOMS = 5, 20, 52, 850, 6, 5, 8
"""What the source tells of the forum; its 300 staff are in forum_staff."""
AHEAD = timedelta(days=30)
ANSWER_BY = timedelta(days=3)
HONOUR = "贵宾"
HALLS = (
    Hall(
        code="MAIN", name="主会场", area_m2=1200, styles={"theatre": 1100}, equipment={"led_screen": 2, "microphone": 8}
    ),
    *(
        Hall(
            code=f"S{n}",
            name=f"分会场{n}",
            area_m2=200,
            styles={"theatre": 150, "classroom": 120},
            equipment={"projector": 1},
        )
        for n in range(1, ROOMS + 1)
    ),
)
PEOPLE = tuple(
    Draft(
        invented_name(n),
        delegation=f"第{n % DELEGATIONS + 1}代表团",
        position=HONOUR if n < VIPS else "",
        language=TONGUES[n % LANGUAGES][0],
    )
    for n in range(VIPS + ATTENDEES)
)
OPENING = Meeting(
    title="国际投资论坛", room="MAIN", style=Style.THEATRE, begin=time(9), end=time(12), guests=PEOPLE,
    special="五种语言同声传译，媒体区，国旗按礼宾次序",
)  # fmt: skip


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`, from the first talk thirty days before to the day after."""
    stage, day = stage_of(site, seed, at, AHEAD)
    rooms = build(stage.site, HALLS)
    end = curtain(stage.site, day + timedelta(days=1), time(12))
    crew = bring_crew(stage, end)
    event = ask(stage, OPENING, day, crew.by_post["conference.coordinator"][0])
    tell(stage, N_("A ministry asks for a forum of two days; thirty days remain."))
    for number in range(ROUNDS):
        stage.at(stage.now + timedelta(days=1 + 4 * number), Talk(event.pk, number + 1))
    stage.at(stage.now + timedelta(days=21), Settled(event.pk, rooms["MAIN"].pk, day))
    stage.at(stage.now + timedelta(days=22), Asked(event.pk))
    stage.at(on(stage.site, day, time(6)), Doors(event.pk))
    stage.memory["case.day"] = day
    return close_curtain(stage, event, end, told, _judge)


@dataclass(frozen=True)
class Talk:
    """A round of talks with the organiser."""

    event_id: int
    number: int

    def __call__(self, stage: Stage) -> None:
        """It is put on record."""
        event = Event.objects.select_related("site", "coordinator").get(pk=self.event_id)
        words = f"第{self.number}轮需求沟通：接待流程、同传、媒体区与国旗次序"
        note_exchange(
            event=event, channel=Channel.TALK, summary=words, important=True, actor=event.coordinator, at=stage.now
        )


@dataclass(frozen=True)
class Settled:
    """Nine days before, everything is agreed: nine rooms, two days."""

    event_id: int
    room_id: int
    day: date

    def __call__(self, stage: Stage) -> None:
        """Scheme and budget accepted, the further sittings put into their rooms."""
        event = Event.objects.select_related("site", "coordinator").get(pk=self.event_id)
        settle(stage, event, Room.objects.get(pk=self.room_id), OPENING, self.day)
        sittings = [
            (Room.objects.get(site=stage.site, code=f"S{n}"), self.day, time(14), time(17)) for n in range(1, ROOMS + 1)
        ]
        main = Room.objects.get(pk=self.room_id)
        sittings.append((main, self.day + timedelta(days=1), time(9), time(12)))
        for room, day, begin, until in sittings:
            add_session(
                event=event, title=f"国际投资论坛 {room.name}", room_id=room.pk, starts_at=on(stage.site, day, begin),
                ends_at=on(stage.site, day, until), actor=event.coordinator, at=stage.now,
            )  # fmt: skip
        tell(stage, N_("Five rounds of talks are on record; nine halls are set for two days."))
        keep_halls_for_set_up(stage, self.day)
        name_staff(stage, DELEGATIONS, [self.day, self.day + timedelta(days=1)])


@dataclass(frozen=True)
class Asked:
    """Twenty delegations are asked for their people."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Each gets its link and answers a day later."""
        event = Event.objects.select_related("site", "coordinator").get(pk=self.event_id)
        assert event.starts_at is not None
        for number in range(DELEGATIONS):
            delegation = make_delegation(
                event=event, name=f"第{number + 1}代表团", actor=event.coordinator, at=stage.now
            )
            ask_delegation(
                delegation=delegation, until=event.starts_at - ANSWER_BY, name=f"联络员{number + 1}", email="",
                actor=event.coordinator, at=stage.now,
            )  # fmt: skip
            stage.at(stage.now + timedelta(hours=10 + 2 * number), Answer(delegation.pk, number))
        tell(stage, N_("Twenty delegations are asked who comes."))


@dataclass(frozen=True)
class Answer:
    """A delegation names its people."""

    delegation_id: int
    number: int

    def __call__(self, stage: Stage) -> None:
        """By its link, as its liaison would."""
        delegation = Delegation.objects.select_related("event__site", "site").get(pk=self.delegation_id)
        mine = tuple(draft for n, draft in enumerate(PEOPLE) if n % DELEGATIONS == self.number)
        answer_for_delegation(
            delegation=delegation, reply=Reply(name=f"联络员{self.number + 1}", added=mine), at=stage.now
        )


@dataclass(frozen=True)
class Doors:
    """The morning of the first day: crew, guests, and six things that go wrong."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Plant the two days."""
        event = Event.objects.select_related("site", "coordinator").get(pk=self.event_id)
        bring_guests(stage, event, PEOPLE)  # who answered is on the list already
        blocks = list(Block.objects.filter(event=event, placed=True).order_by("starts_at", "pk"))
        kinds = list(FaultClass)
        for number in range(INCIDENTS):
            block = blocks[number % len(blocks)]
            moment = block.starts_at + timedelta(minutes=30 + 10 * number)
            plant_fault(stage, block, kinds[number % len(kinds)], moment)
        tell(stage, N_("The doors open: two days, nine halls, five languages."))


def _judge(stage: Stage, event: Event) -> list[Check]:
    guests = Guest.objects.filter(event=event)
    vips, came = guests.filter(position=HONOUR).count(), guests.filter(admitted_at__isnull=False).count()
    talks = Exchange.objects.filter(event=event, channel=Channel.TALK).count()
    answered = Delegation.objects.filter(event=event, replied_at__isnull=False).count()
    faults = FaultRecord.objects.filter(site=stage.site)
    open_faults = faults.exclude(state=FaultState.CLOSED).count()
    tongues = set(guests.values_list("language", flat=True)) - {""}
    marks = sum(survey.answers.count() for survey in Survey.objects.filter(site=stage.site))
    return [
        Check(N_("Five rounds of talks are on record"), str(talks), talks == ROUNDS),
        Check(N_("Twenty delegations answered in time"), str(answered), answered == DELEGATIONS),
        Check(
            N_("52 guests of honour and 850 attendees are on the list"),
            f"{vips} + {guests.count() - vips}",
            vips == VIPS and guests.count() - vips >= ATTENDEES,
        ),
        Check(N_("Nine of ten came in"), str(came), came >= (VIPS + ATTENDEES) * 0.9),
        Check(N_("Five languages are spoken"), str(len(tongues)), len(tongues) == LANGUAGES),
        Check(
            N_("Six incidents were closed with their cause"),
            f"{faults.count()} - {open_faults}",
            faults.count() == INCIDENTS and not open_faults,
        ),
        Check(N_("The guests were asked within a day"), str(marks), marks > 0),
        *judge_staff(stage, stage.memory["case.day"]),
    ]


FORUM = Case(
    "forum",
    N_("An international investment forum"),
    N_(
        "Thirty days of preparation, five rounds of talks, twenty delegations, nine halls, two days, six incidents, a day of close-out."
    ),
    ("CASE-001",),
    play,
)
