"""The owners' dinner (CASE-002): a garden, and four risks with their remedies: rain, diets, parking, safety."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from guanjia.conference.actions.guests import Draft
from guanjia.conference.actions.invitations import invite_guests, told_by_hand
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.models import Event, Guest, Intake, Scheme, SchemeState
from guanjia.conference.rehearsal.cases.staging import (
    Hall,
    Meeting,
    block_of,
    minutes_between,
    play_meeting,
    someone,
    within,
)
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room, Slot, Style

OWNERS = 200
WARNED_BEFORE = timedelta(hours=4)
"""When the weather watch calls rain; the tent is up and the hall is held since the morning."""
DECIDED_WITHIN = 30
"""Minutes from the warning until the dinner has its other room and everybody is being told."""
TOLD_WITHIN = 60
DIETS = ("", "", "", "", "素食", "", "", "不食海鲜", "", "清真")
OUTDOOR = {"banquet": 260}
HALLS = (
    Hall(code="HALL", name="宴会厅", area_m2=700, styles={"banquet": 260}, equipment={"microphone": 2}),
    Hall(
        code="GARDEN",
        name="星空花园",
        area_m2=1200,
        styles=OUTDOOR,
        equipment={"microphone": 2},
        outdoor=True,
        reserve="HALL",
    ),
)
MEETING = Meeting(
    title="业主答谢晚宴",
    room="GARDEN",
    style=Style.BANQUET,
    begin=time(18),
    end=time(21),
    guests=tuple(
        Draft(invented_name(n), delegation=f"{n % 10 + 1}号楼", diet=DIETS[n % len(DIETS)]) for n in range(OWNERS)
    ),
    diets="素食 20 位，不食海鲜 20 位，清真 20 位",
    special="实名入场，安保加岗，隐蔽布控",
    cars=80,
    weather={"shelter": "可移动雨棚，午前搭好", "reserve": "宴会厅当日留用", "watcher": "环境主管"},
    parking={"extra_spaces": "周边商场车位 80 个", "shuttle": "接驳车两辆", "valet": "代客泊车四人"},
)


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`."""
    return play_meeting(site, seed, at, told, halls=HALLS, meeting=MEETING, plant=_plant, judge=_judge)


def _plant(stage: Stage, event: Event) -> None:
    invite_guests(event=event, actor=event.coordinator, at=stage.now)
    for guest in Guest.objects.filter(event=event).select_related("site").order_by("pk"):
        told_by_hand(guest=guest, actor=event.coordinator, at=stage.now)
    stage.at(block_of(event).starts_at - WARNED_BEFORE, Rain(event.pk))


@dataclass(frozen=True)
class Rain:
    """The weather watch says rain at eight."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """The manager decides within half an hour."""
        tell(stage, N_("The weather watch calls rain for the evening."))
        stage.memory["case.warned"] = stage.now
        stage.at(stage.now + timedelta(minutes=15), Inside(self.event_id))


@dataclass(frozen=True)
class Inside:
    """The dinner goes into the hall."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Move the block; whoever was invited is told anew, by telephone from house to house."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        block, coordinator = block_of(event), someone(stage, "conference.coordinator")
        hall = block.room.indoor_reserve
        assert hall is not None
        shift_block(
            block_id=block.pk,
            rev=block.rev,
            room_id=hall.pk,
            starts_at=block.starts_at,
            actor=coordinator,
            at=stage.now,
        )
        stage.memory["case.moved"] = stage.now
        tell(stage, N_("The dinner moves into the hall at the same hour; checks are owed anew, guests are told."))
        stage.at(stage.now + timedelta(minutes=5), Call(event.pk))


@dataclass(frozen=True)
class Call:
    """The butlers ring the houses."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Everybody who has not heard it yet, forty in five minutes."""
        untold = Guest.objects.filter(event=self.event_id, told_at=None, invite_rev__gt=0).select_related("site")
        butler = someone(stage, "frontdesk")
        rang = [told_by_hand(guest=guest, actor=butler, at=stage.now) for guest in untold.order_by("pk")[:40]]
        if rang:
            stage.at(stage.now + timedelta(minutes=5), Call(self.event_id))
        else:
            stage.memory["case.told_all"] = stage.now
            tell(stage, N_("Every house has been told where the dinner is."))


def _judge(stage: Stage, event: Event) -> list[Check]:
    block = block_of(event)
    guests = Guest.objects.filter(event=event)
    again = guests.filter(invite_rev__gte=2).count()
    told = minutes_between(stage.memory.get("case.warned"), stage.memory.get("case.told_all"))
    diets = guests.exclude(wishes=None).count()
    needs = Intake.objects.get(event=event)
    scheme = Scheme.objects.get(event=event, state=SchemeState.ACCEPTED)
    garden = Room.objects.get(site=stage.site, outdoor=True)
    held = Slot.objects.filter(site=stage.site, space__in=garden.spaces.all())
    decided = minutes_between(stage.memory.get("case.warned"), stage.memory.get("case.moved"))
    return [
        within(N_("Decided within half an hour of the warning"), decided, DECIDED_WITHIN),
        Check(
            N_("The dinner was held under a roof"),
            block.room.name,
            not block.room.outdoor and block.started_at is not None,
        ),
        Check(N_("The garden is free again"), str(held.count()), not held.exists()),
        Check(N_("Every guest has something new to be told"), str(again), again >= OWNERS),
        within(N_("Every house was told within the hour"), told, TOLD_WITHIN),
        Check(
            N_("The kitchen knows who eats otherwise"),
            str(diets),
            diets == sum(map(bool, DIETS)) * OWNERS // len(DIETS),
        ),
        Check(
            N_("Parking and safety are arranged"),
            str(needs.cars),
            set(scheme.parking) == set(MEETING.parking) and bool(needs.special),
        ),
    ]


DINNER = Case(
    "dinner",
    N_("The owners' dinner in the rain"),
    N_("Two hundred owners in a garden. Rain, diets, parking and safety each have a remedy, and it is used."),
    ("CASE-002",),
    play,
)
