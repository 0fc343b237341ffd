"""The fruit (CONF-029): a client misses what she had bought for her guests; misunderstanding found, told truthfully, put right."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from guanjia.conference.actions import complaints
from guanjia.conference.actions.guests import Draft
from guanjia.conference.actions.intake import note_exchange
from guanjia.conference.actions.intake_purchases import buy, confirm_purchase, order_purchase
from guanjia.conference.models import Complaint, Event, Purchase
from guanjia.conference.rehearsal.cases.staging import (
    Hall,
    M,
    Meeting,
    block_of,
    minutes_between,
    play_meeting,
    someone,
    within,
)
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.conference.rules.complaints import ComplaintKind, ComplaintState
from guanjia.conference.rules.needs import Channel
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Style

PROMISED = 30
"""Minutes that the client is asked to wait for the truth."""
HALLS = (Hall(code="A", name="三号会议室", area_m2=120, styles={"classroom": 60}, equipment={"projector": 1}),)
MEETING = Meeting(
    title="新员工培训会",
    room="A",
    style=Style.CLASSROOM,
    begin=time(14),
    end=time(17, 30),
    guests=tuple(Draft(invented_name(n), delegation="启明科技有限公司") for n in range(40)),
)
CALLS_AFTER = timedelta(minutes=100)


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`."""
    return play_meeting(site, seed, at, told, halls=HALLS, meeting=MEETING, plant=_plant, judge=_judge)


def _plant(stage: Stage, event: Event) -> None:
    """The fruit was ordered and bought, and nobody asked the client to look at it."""
    block = block_of(event)
    fruit = order_purchase(
        event=event, item="时令水果", quantity="四十份", serve_at=block.starts_at + timedelta(minutes=95),
        cost_fen=60_000, actor=event.coordinator, at=stage.now,
    )  # fmt: skip
    stage.at(block.starts_at - timedelta(hours=3), lambda s: _bought(s, fruit))
    stage.at(block.starts_at + CALLS_AFTER, Call(event.pk, fruit.pk))


def _bought(stage: Stage, fruit: Purchase) -> None:
    buy(purchase_id=fruit.pk, actor=someone(stage, "conference.attendant"), at=stage.now)
    tell(stage, N_("The fruit is bought; in the rush before the meeting nobody asks the client to look at it."))


@dataclass(frozen=True)
class Call:
    """The client telephones the hotline, and is not pleased."""

    event_id: int
    purchase_id: int

    def __call__(self, stage: Stage) -> None:
        """Hear, apologise and promise; the rest follows."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        tell(stage, N_("The client calls: there is too little fruit for what was paid."))
        complaint = complaints.hear_complaint(
            event=event, kind=ComplaintKind.OTHER, happened_at=stage.now - 5 * M, place=block_of(event).room.name,
            persons="主办方会务联系人", problem="代购的水果数量不足", actor=someone(stage, "hotline"), at=stage.now,
        )  # fmt: skip
        for minutes, step in ((1, _sorry), (12, _found), (20, _told), (60, _asked)):
            stage.at(stage.now + minutes * M, Step(complaint.pk, self.purchase_id, step))


@dataclass(frozen=True)
class Step:
    """One step of the complaint."""

    complaint_id: int
    purchase_id: int
    deed: object

    def __call__(self, stage: Stage) -> None:
        """Do it."""
        complaint = Complaint.objects.select_related("event__site", "site").get(pk=self.complaint_id)
        self.deed(stage, complaint, self.purchase_id)  # type: ignore[operator]


def _sorry(stage: Stage, complaint: Complaint, purchase_id: int) -> None:
    worker = someone(stage, "hotline")
    complaint = complaints.apologise(complaint=complaint, actor=worker, at=stage.now)
    complaints.promise(complaint=complaint, promised_at=stage.now + PROMISED * M, actor=worker, at=stage.now)
    tell(stage, N_("The hotline apologises and promises to find out within half an hour."))


def _found(stage: Stage, complaint: Complaint, purchase_id: int) -> None:
    note_exchange(
        event=complaint.event, channel=Channel.TELEPHONE, important=True, actor=someone(stage, "conference.coordinator"),
        summary="已核实：水果按四十份采购齐全；为保鲜分批摆放，会前未请客户确认。", at=stage.now,
    )  # fmt: skip
    tell(stage, N_("Found: all forty portions are here; to keep them fresh only some stood in the room."))


def _told(stage: Stage, complaint: Complaint, purchase_id: int) -> None:
    worker = someone(stage, "conference.coordinator")
    words = "如实说明采购与摆放情况，立即补充果盘，为沟通不及时致歉"
    complaints.solve(complaint=complaint, solution=words, actor=worker, at=stage.now)
    confirm_purchase(purchase_id=purchase_id, name="主办方会务联系人", actor=worker, at=stage.now)
    tell(stage, N_("The client hears the truth, the plates are filled up, she accepts the purchase."))


def _asked(stage: Stage, complaint: Complaint, purchase_id: int) -> None:
    complaints.follow_up(
        complaint=complaint, satisfied=True, lesson="代购完成后当场请客户确认", at=stage.now,
        actor=someone(stage, "conference.coordinator"),
    )  # fmt: skip
    tell(stage, N_("Asked again, she understands; the lesson is written down."))


def _judge(stage: Stage, event: Event) -> list[Check]:
    complaint = Complaint.objects.get(event=event)
    steps = dict(
        Entry.objects.filter(site=stage.site, subject_kind="conference.complaint", subject_id=complaint.pk).values_list(
            "action", "at"
        )
    )
    fruit = Purchase.objects.get(event=event)
    return [
        within(N_("Apologised within five minutes"), minutes_between(complaint.heard_at, steps.get("apologise")), 5),
        within(
            N_("Solved within the promised time"), minutes_between(complaint.heard_at, complaint.solved_at), PROMISED
        ),
        Check(N_("The client has accepted the purchase"), fruit.confirmed_by or "-", fruit.confirmed_at is not None),
        Check(
            N_("Understanding was obtained and a lesson drawn"),
            complaint.lesson or "-",
            complaint.stage is ComplaintState.CLOSED,
        ),
    ]


FRUIT = Case(
    "fruit",
    N_("The fruit that seemed too little"),
    N_("A client calls in the middle of her meeting. An apology, the facts, the truth, filled plates, a lesson."),
    ("CONF-029",),
    play,
)
