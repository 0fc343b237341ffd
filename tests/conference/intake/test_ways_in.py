"""Two ways in: an enquiry with scheme, budget and approval by link; an application with approval and no quotation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.approval import Decision, accept_scheme, answer_scheme, decide_application
from guanjia.conference.actions.intake import note_exchange, receive_wish
from guanjia.conference.actions.intake_links import answer_needs, hash_of, send_needs
from guanjia.conference.actions.needs_changes import change_needs
from guanjia.conference.actions.scheme import draw_scheme, offer_scheme, release_hold, write_budget
from guanjia.conference.models import (
    Block,
    BudgetLine,
    ClientLink,
    Event,
    Exchange,
    FunctionSheet,
    Intake,
    Pricing,
    Scheme,
)
from guanjia.conference.queries.promises import promises_of
from guanjia.conference.queries.schemes import budget_of
from guanjia.conference.rules.needs import Channel, Segment
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Regime, Secrecy
from guanjia.duties.public import Duty, overdue, plan_now, tick
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.places.public import Slot, SlotTaken
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, LINES, drawn, enquiry, plan, prepared, wish
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db


def link_of(token: str) -> ClientLink:
    return ClientLink.objects.get(token_hash=hash_of(token))


def test_an_enquiry_takes_the_defaults_of_its_segment(cast: Cast) -> None:
    event = enquiry(cast, segment=Segment.OWNER)
    assert (event.stage, event.regime, event.kind, event.tone) == (EventState.ENQUIRY, "owners", "committee", "relaxed")
    intake = Intake.objects.get(event=event)
    assert (intake.channel, intake.services) == ("telephone", ["tea", "projector"])


def test_the_client_confirms_the_needs_by_a_link_once(cast: Cast) -> None:
    event = enquiry(cast)
    note_exchange(event=event, channel=Channel.TALK, summary="No stairs", important=True, actor=cast.alice, at=BEFORE)
    link = link_of(send_needs(event=event, actor=cast.alice, at=BEFORE))
    answer_needs(link_id=link.pk, accept=True, name="Wang Fang", comment="", at=BEFORE)
    event.refresh_from_db()
    assert event.stage is EventState.NEEDS_CONFIRMED
    assert Exchange.objects.get(important=True).confirmed_at == BEFORE
    with pytest.raises(Refused, match="used"):
        answer_needs(link_id=link.pk, accept=True, name="Wang Fang", comment="", at=BEFORE)


def test_needs_that_are_wrong_stay_open_with_the_comment(cast: Cast) -> None:
    event = enquiry(cast)
    link = link_of(send_needs(event=event, actor=cast.alice, at=BEFORE))
    answer_needs(link_id=link.pk, accept=False, name="", comment="30 people", at=BEFORE)
    event.refresh_from_db()
    assert event.stage is EventState.ENQUIRY
    assert Exchange.objects.get(event=event).summary == "30 people"
    assert Intake.objects.get(event=event).written_at is None


def test_a_client_who_never_confirms_is_reminded_and_the_enquiry_stays(cast: Cast) -> None:
    event = enquiry(cast)
    send_needs(event=event, actor=cast.alice, at=BEFORE)
    plan_now("conference.event", [event.pk], at=BEFORE)
    duty = Duty.objects.get(standard_code="conference.needs.confirm")
    assert duty.due_at > BEFORE
    tick(now=duty.due_at + timedelta(hours=2))
    event.refresh_from_db()
    assert event.stage is EventState.ENQUIRY
    late = overdue(cast.site, duty.due_at + timedelta(hours=2))
    assert [line.duty.standard_code for line in late] == ["conference.needs.confirm"]


@pytest.mark.parametrize(("days", "spent"), [(14, True), (13, False)])
def test_a_link_expires_after_the_days_of_the_setting(cast: Cast, days: int, spent: bool) -> None:
    event = enquiry(cast)
    link = link_of(send_needs(event=event, actor=cast.alice, at=BEFORE))
    at = BEFORE + timedelta(days=days)
    if spent:
        with pytest.raises(Refused, match="expired"):
            answer_needs(link_id=link.pk, accept=True, name="Wang", comment="", at=at)
    else:
        assert answer_needs(link_id=link.pk, accept=True, name="Wang", comment="", at=at)


def test_a_newer_link_takes_the_place_of_the_older(cast: Cast) -> None:
    event = enquiry(cast)
    old = link_of(send_needs(event=event, actor=cast.alice, at=BEFORE))
    send_needs(event=event, actor=cast.alice, at=BEFORE)
    with pytest.raises(Refused, match="newer link"):
        answer_needs(link_id=old.pk, accept=True, name="Wang", comment="", at=BEFORE)


def test_the_scheme_holds_the_room_until_the_client_accepts(cast: Cast) -> None:
    room = make_room(cast.site)
    scheme = drawn(cast, room)
    held = Slot.objects.get()
    assert (held.holder_kind, held.firm) == ("conference.scheme", False)
    assert scheme.held_until == BEFORE + timedelta(days=3)
    link = link_of(offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE))
    event = answer_scheme(link_id=link.pk, accept=True, name="Wang Fang", comment="", at=BEFORE)
    event.refresh_from_db()
    assert event.stage is EventState.PREPARATION
    block = Block.objects.get(event=event)
    assert (Slot.objects.get().holder_kind, block.style) == ("conference.block", "theatre")
    sheet = FunctionSheet.objects.get(event=event)
    assert sheet.number.startswith("RW-") and sheet.version == 1
    assert {"answer_scheme", "release_hold"} <= {entry.action for entry in timeline(("conference.scheme", scheme.pk))}


def test_the_client_agrees_to_what_is_promised_and_when(cast: Cast, client: Client) -> None:
    """CONF-026."""
    scheme = drawn(cast, make_room(cast.site))
    token = offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    promised = [each.code for each in promises_of(scheme)]
    assert promised.index("conference.check.level1") < promised.index("conference.check.level2")
    assert promised.index("conference.prepare.room") < promised.index("conference.refill")
    assert (
        "conference.technical.ready" not in promised and "conference.restore" not in promised
    )  # small; not told outside
    type(cast.site).objects.update(held_at=BEFORE)
    page = client.get(reverse("portal:answer", args=[token]), headers={"accept-language": "zh"}).content.decode()
    assert "我们的服务承诺" in page and "会前准备" in page and "30 分钟" in page
    answer_scheme(link_id=link_of(token).pk, accept=True, name="Wang Fang", comment="", at=BEFORE)
    entry = next(each for each in timeline(("conference.scheme", scheme.pk)) if each.action == "answer_scheme")
    assert list(entry.changes["promises"]) and set(entry.changes["promises"]) == set(promised)
    Event.objects.update(large=True)
    assert "conference.technical.ready" in {
        each.code for each in promises_of(Scheme.objects.select_related("event__site", "room").get())
    }


def test_a_scheme_sent_back_begins_a_new_one_with_its_budget(cast: Cast) -> None:
    scheme = drawn(cast, room := make_room(cast.site))
    link = link_of(offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE))
    with pytest.raises(Refused):
        answer_scheme(link_id=link.pk, accept=False, name="Wang", comment=" ", at=BEFORE)
    event = answer_scheme(link_id=link.pk, accept=False, name="Wang", comment="Too dear", at=BEFORE)
    assert event.stage is EventState.SCHEME
    fresh = draw_scheme(event=event, plan=plan(room), actor=cast.alice, at=BEFORE)
    assert (fresh.number, fresh.lines.count()) == (2, len(LINES))
    assert Slot.objects.get().holder_id == fresh.pk


def test_an_expired_hold_is_let_go_by_the_clock(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site))
    plan_now("conference.scheme", [scheme.pk], at=BEFORE)
    tick(now=BEFORE + timedelta(days=3, minutes=-1))
    assert Slot.objects.exists()
    tick(now=BEFORE + timedelta(days=3, minutes=1))
    assert not Slot.objects.exists()
    assert Scheme.objects.get().held_until is None


def test_a_room_too_small_with_its_margin_or_against_fire_rules_is_refused(cast: Cast) -> None:
    event = Event.objects.get(pk=drawn(cast, make_room(cast.site)).event_id)
    small = make_room(cast.site, styles={"theatre": 21})
    with pytest.raises(Refused, match="margin"):
        draw_scheme(event=event, plan=plan(small), actor=cast.alice, at=BEFORE)
    assert draw_scheme(
        event=event, plan=plan(make_room(cast.site, styles={"theatre": 22})), actor=cast.alice, at=BEFORE
    )
    unsafe = make_room(cast.site, fire_ok=False)
    with pytest.raises(Refused, match="fire"):
        draw_scheme(event=event, plan=plan(unsafe), actor=cast.alice, at=BEFORE)


def test_outdoors_needs_shelter_reserve_and_watcher(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site, outdoor=True))
    with pytest.raises(Refused, match="shelter"):
        offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    measures = {"shelter": "tent", "reserve": "Hall 2", "watcher": "Bob"}
    again = plan(scheme.room, weather=measures)
    draw_scheme(event=scheme.event, plan=again, actor=cast.alice, at=BEFORE)
    assert offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)


def test_a_budget_outside_its_bands_warns_and_is_kept(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site))
    assert budget_of(scheme).warnings == []
    scheme = write_budget(scheme_id=scheme.pk, rev=scheme.rev, lines=LINES[:1], actor=cast.alice, at=BEFORE)
    view = budget_of(scheme)
    assert (view.total_fen, len(view.warnings)) == (350_000, 4)
    BudgetLine.objects.update(spent_fen=175_000)
    assert budget_of(scheme).rate == 50


def test_only_public_benefit_is_free_or_cheap(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site))
    with pytest.raises(Refused):
        write_budget(
            scheme_id=scheme.pk, rev=scheme.rev, lines=LINES, pricing=Pricing.FREE, actor=cast.alice, at=BEFORE
        )
    kind = drawn(cast, make_room(cast.site), segment=Segment.SOCIAL, public_benefit=True)
    kind = write_budget(
        scheme_id=kind.pk,
        rev=kind.rev,
        lines=LINES,
        pricing=Pricing.LOW,
        charge_percent=30,
        actor=cast.alice,
        at=BEFORE,
    )
    assert budget_of(kind).charged_fen == 300_000


def test_an_application_goes_straight_to_its_sheet_without_a_quotation(cast: Cast) -> None:
    room = make_room(cast.site)
    event = enquiry(cast, segment=Segment.GOVERNMENT, meeting_class=4, room_id=room.pk)
    assert (event.stage, event.regime) == (EventState.APPLIED, Regime.FISCAL)
    decision = Decision(approve=True, approver="General office", number="机管〔2026〕12号")
    decide_application(event=event, decision=decision, actor=cast.mei, at=BEFORE)
    event.refresh_from_db()
    assert event.stage is EventState.PREPARATION
    assert FunctionSheet.objects.get(event=event).version == 1
    assert not Scheme.objects.exists()
    intake = Intake.objects.get(event=event)
    assert (intake.approver, intake.approval_number, intake.decided_by) == (
        "General office",
        "机管〔2026〕12号",
        cast.mei,
    )


def test_a_decision_names_who_and_why(cast: Cast) -> None:
    event = enquiry(cast, segment=Segment.GOVERNMENT)
    for decision in (
        Decision(approve=True, approver="", number="1"),
        Decision(approve=True, approver="Office", number=""),
        Decision(approve=False, approver="Office"),
        Decision(approve=True, approver="Office", number="1"),
    ):
        with pytest.raises(Refused):
            decide_application(event=event, decision=decision, actor=cast.mei, at=BEFORE)
    decide_application(
        event=event, decision=Decision(approve=False, approver="Office", reason="No money"), actor=cast.mei, at=BEFORE
    )
    event.refresh_from_db()
    assert event.stage is EventState.DECLINED


@pytest.mark.parametrize("service", ["fruit", "flowers", "backdrop", "gifts", "banquet", "cigarettes", "alcohol"])
def test_public_funds_refuse_what_the_article_forbids(cast: Cast, service: str) -> None:
    with pytest.raises(Refused, match=r"《党政机关厉行节约|财行"):
        enquiry(cast, segment=Segment.GOVERNMENT, services=("tea", service))
    assert not Event.objects.exists()
    assert enquiry(cast, services=("tea", service))


@pytest.mark.parametrize(
    ("meeting_class", "heads", "ok"), [(4, 50, True), (4, 51, False), (3, 150, True), (3, 151, False)]
)
def test_public_funds_keep_the_heads_of_the_class(cast: Cast, meeting_class: int, heads: int, ok: bool) -> None:
    fields = {"segment": Segment.GOVERNMENT, "meeting_class": meeting_class, "headcount": heads}
    if ok:
        assert enquiry(cast, **fields)
    else:
        with pytest.raises(Refused, match="214"):
            enquiry(cast, **fields)


def test_a_secrecy_mark_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(SecretRefused):
        enquiry(cast, special="机密★10年 会议材料")
    assert not Event.objects.exists()


def test_a_controlled_meeting_holds_room_time_band_and_staff_only(cast: Cast) -> None:
    room = make_room(cast.site)
    bare = {"title": "", "applicant": "", "contact_name": "", "contact_phone": "", "services": ()}
    with pytest.raises(Refused, match="controlled"):
        enquiry(cast, segment=Segment.GOVERNMENT, secrecy=Secrecy.CONTROLLED, **(bare | {"title": "Talks"}))
    event = receive_wish(
        site=cast.site,
        wish=wish(
            segment=Segment.GOVERNMENT,
            secrecy=Secrecy.CONTROLLED,
            headcount=17,
            cleared_staff=2,
            room_id=room.pk,
            **bare,
        ),
        actor=cast.alice,
        at=BEFORE,
    )
    decide_application(
        event=event, decision=Decision(approve=True, approver="Office", number="7"), actor=cast.mei, at=BEFORE
    )
    version = FunctionSheet.objects.get(event=event).versions.get()
    assert set(version.facts) <= {"rooms", "headcount", "secrecy", "cleared_staff", "called_off"}
    assert (version.facts["headcount"], version.facts["cleared_staff"]) == ("11 to 30", 2)
    with pytest.raises(Refused):
        change_needs(event=event, values={"special": "x"}, actor=cast.alice, at=BEFORE)


def test_a_past_time_and_an_end_before_the_start_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        enquiry(cast, starts_at=NINE, ends_at=NINE)
    with pytest.raises(Refused):
        receive_wish(site=cast.site, wish=wish(), actor=None, at=NINE + timedelta(hours=3))


def test_a_lost_hold_says_who_has_the_room(cast: Cast) -> None:
    room = make_room(cast.site)
    scheme = drawn(cast, room)
    link = link_of(offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE))
    release_hold(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    prepared(cast, room)
    with pytest.raises(SlotTaken):
        answer_scheme(link_id=link.pk, accept=True, name="Wang", comment="", at=BEFORE)
    link.refresh_from_db()
    assert link.answered_at is None


def test_a_link_is_of_no_use_once_the_paper_is_signed(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site))
    link = link_of(offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE))
    scheme.refresh_from_db()
    accept_scheme(scheme=scheme, actor=cast.alice, at=BEFORE, reason="signed paper")
    with pytest.raises(Refused, match="settled"):
        answer_scheme(link_id=link.pk, accept=False, name="Wang", comment="Too dear", at=BEFORE)
