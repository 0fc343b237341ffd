"""How the demo's meetings came in: step by step through the actions of the screens, each at its own hour."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from guanjia.conference.actions.approval import Decision, accept_scheme, decide_application
from guanjia.conference.actions.intake import Wish, receive_wish
from guanjia.conference.actions.intake_links import confirm_needs
from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.actions.scheme import Line, Plan, draw_scheme, lose_enquiry, offer_scheme, write_budget
from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.models import Event, Scheme
from guanjia.conference.rehearsal.demo_data import DemoMeeting
from guanjia.conference.rules.budget import CostClass
from guanjia.conference.rules.needs import Channel, Segment
from guanjia.conference.rules.states import EventState, Regime, Secrecy
from guanjia.foundation.rehearsal.public import Stage
from guanjia.people.public import Organisation, User
from guanjia.places.public import Room

S = EventState
HEADROOM = 1.1
SEGMENTS = {
    Regime.FISCAL: Segment.GOVERNMENT,
    Regime.COMMERCIAL: Segment.ENTERPRISE,
    Regime.OWNERS: Segment.OWNER,
    Regime.PUBLIC_BENEFIT: Segment.SOCIAL,
}
CONTACTS = {
    Regime.FISCAL: ("周科长", "0571-8000 1101"),
    Regime.COMMERCIAL: ("钱经理", "13900001111"),
    Regime.OWNERS: ("孙主任", "13900002222"),
    Regime.PUBLIC_BENEFIT: ("郑老师", "13900003333"),
}
FEN_PER_HEAD = 12_000
SHARES = (
    (CostClass.VENUE, "会场", 35),
    (CostClass.EQUIPMENT, "音响与屏幕", 20),
    (CostClass.PEOPLE, "服务人员", 25),
    (CostClass.CATERING, "茶歇与饮水", 20),
)
NOT_HELD = {S.DECLINED: "内容与会议中心用途不符", S.LOST: "客户选择了其他会场", S.CANCELLED: "主办方取消"}


@dataclass
class Booking:
    """One meeting on its way in; called again and again until it stands where the demo wants it.

    `then` is told the event once it is in preparation.
    """

    meeting: DemoMeeting
    client: Organisation
    people: dict[str, User]
    starts_at: datetime
    then: Callable[[Stage, Event], None]
    event: Event | None = field(default=None)

    def __call__(self, stage: Stage) -> None:
        """Take the next step and come back after the pause that such a step needs."""
        if self.event is None:
            self.event = self._call(stage) if self.meeting.by_telephone else self._ask(stage)
        else:
            self.event.refresh_from_db()
            self._go_on(stage, self.event)
            self.event.refresh_from_db()
        if self.event.stage is S.PREPARATION:
            self._settle(stage, self.event)
        elif self.event.stage is not self.meeting.reaches:
            stage.at(stage.now + timedelta(minutes=25), self)

    def _room(self, stage: Stage) -> Room:
        return Room.objects.get(site=stage.site, code=self.meeting.room)

    def _ask(self, stage: Stage) -> Event:
        meeting = self.meeting
        controlled = meeting.secrecy is Secrecy.CONTROLLED
        name, phone = ("", "") if controlled else CONTACTS[meeting.regime]
        wish = Wish(
            segment=SEGMENTS[meeting.regime],
            channel=Channel.WEB if meeting.regime is Regime.COMMERCIAL else Channel.LETTER,
            title=meeting.title,
            applicant="" if controlled else self.client.name,
            contact_name=name,
            contact_phone=phone,
            headcount=meeting.heads,
            starts_at=self.starts_at,
            ends_at=self.starts_at + timedelta(minutes=meeting.minutes),
            services=() if controlled else ("tea", "projector"),
            secrecy=meeting.secrecy,
            cleared_staff=3 if controlled else None,
            public_benefit=meeting.regime is Regime.PUBLIC_BENEFIT,
        )
        event = receive_wish(site=stage.site, wish=wish, actor=self.people["coordinator"], at=stage.now)
        Event.objects.filter(pk=event.pk).update(coordinator=self.people["coordinator"])
        return event

    def _call(self, stage: Stage) -> Event:
        return call_meeting(
            site=stage.site,
            title=self.meeting.title,
            room_id=self._room(stage).pk,
            starts_at=self.starts_at,
            ends_at=self.starts_at + timedelta(minutes=self.meeting.minutes),
            headcount=self.meeting.heads,
            regime=self.meeting.regime,
            organisation_id=self.client.pk,
            contact_phone=CONTACTS[self.meeting.regime][1],
            actor=self.people["coordinator"],
            at=stage.now,
        )

    def _go_on(self, stage: Stage, event: Event) -> None:
        if self.meeting.reaches is S.LOST and event.stage is S.SCHEME:
            lose_enquiry(event=event, reason=NOT_HELD[S.LOST], actor=self.people["coordinator"], at=stage.now)
            return
        match event.stage:
            case S.APPLIED:
                self._decide(stage, event)
            case S.ENQUIRY:
                name = CONTACTS[self.meeting.regime][0]
                confirm_needs(event=event, name=name, actor=self.people["coordinator"], at=stage.now)
            case S.NEEDS_CONFIRMED:
                self._draw(stage, event)
            case S.SCHEME:
                scheme = Scheme.objects.get(event=event)
                offer_scheme(scheme_id=scheme.pk, actor=self.people["coordinator"], at=stage.now)
            case S.BUDGETED:
                scheme = Scheme.objects.select_related("event__site", "room", "site").get(event=event)
                accept_scheme(scheme=scheme, actor=self.people["coordinator"], at=stage.now, reason="客户签字盖章件")

    def _decide(self, stage: Stage, event: Event) -> None:
        approve = self.meeting.reaches is not S.DECLINED
        follows = self.meeting.reaches is S.APPROVED
        decision = Decision(
            approve=approve,
            approver="机关事务管理局 会议科",
            reason="" if approve else NOT_HELD[S.DECLINED],
            number=f"江机管会〔{stage.now.year}〕{event.pk}号" if approve else "",
            room_id=None if follows or not approve else self._room(stage).pk,
            style=style_for(self._room(stage), self.meeting.heads) if approve and not follows else "",
            room_follows=follows,
        )
        decide_application(event=event, decision=decision, actor=self.people["manager"], at=stage.now)

    def _draw(self, stage: Stage, event: Event) -> None:
        coordinator, meeting, room = self.people["coordinator"], self.meeting, self._room(stage)
        plan = Plan(
            room=room,
            style=style_for(room, meeting.heads),
            starts_at=self.starts_at,
            ends_at=self.starts_at + timedelta(minutes=meeting.minutes),
            headcount=meeting.heads,
        )
        scheme = draw_scheme(event=event, plan=plan, actor=coordinator, at=stage.now)
        total = meeting.heads * FEN_PER_HEAD
        lines = [Line(cost_class=kind, name=name, unit_fen=total * share // 100) for kind, name, share in SHARES]
        write_budget(scheme_id=scheme.pk, rev=scheme.rev, lines=lines, actor=coordinator, at=stage.now)

    def _settle(self, stage: Stage, event: Event) -> None:
        if self.meeting.reaches is S.CANCELLED:
            reason = NOT_HELD[S.CANCELLED]
            cancel_event(event=event, actor=self.people["coordinator"], at=stage.now, reason=reason)
        else:
            self.then(stage, event)


def style_for(room: Room, heads: int) -> str:
    """The first of the room's styles that seats them with a tenth to spare, else the largest."""
    styles = sorted(room.styles.all(), key=lambda style: style.capacity)
    fitting = [style for style in styles if style.capacity >= heads * HEADROOM]
    return (fitting or styles[-1:])[0].style
