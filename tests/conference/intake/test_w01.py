"""W01 from enquiry to preparation, line by line: what the other files of this folder do not show.

Enquiry, needs, scheme, budget, approval: test_ways_in, test_client_mail, test_needs_changes, test_offers. Change path:
test_sheet, test_races. Cost: test_spending. From preparation on: tests/conference/dayof and test_promises.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from guanjia.conference.actions.scheme import write_budget
from guanjia.conference.actions.sheet_changes import change_sheet
from guanjia.conference.actions.team import ask_support, name_member
from guanjia.conference.models import Block, FunctionSheet, SheetVersion
from guanjia.conference.queries.schemes import budget_of
from guanjia.conference.rules.needs import ATMOSPHERE, PROFILES, SET_UPS, MeetingKind, Segment, Tone
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.regime import offered
from guanjia.conference.rules.sheet import CONTACTS, Department, Role
from guanjia.conference.rules.states import EVENT_MOVES, EventState, Regime
from guanjia.duties.models import LadderStep
from guanjia.duties.public import Duty, plan_now, tick
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.standards.public import effective
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, LINES, drawn, enquiry, prepared
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
E = EventState
PATH = (E.ENQUIRY, E.NEEDS_CONFIRMED, E.SCHEME, E.BUDGETED, E.APPROVED, E.PREPARATION, E.READY, E.RUNNING, E.ENDED)
AFTER = (E.RESTORING, E.SURVEYED, E.CLOSED, E.ARCHIVED)


def test_the_thirteen_states_follow_each_other_and_none_is_skipped() -> None:
    path = (*PATH, *AFTER)
    assert len(path) == 13
    for old, new, next_but_one in zip(path, path[1:], path[2:], strict=False):
        check_move(EVENT_MOVES, old, new)
        if (old, next_but_one) != (E.PREPARATION, E.RUNNING):  # a gate decides, not the state
            with pytest.raises(MoveRefused):
                check_move(EVENT_MOVES, old, next_but_one)


def test_an_enterprise_is_professional_confidential_and_equipped() -> None:
    profile = PROFILES[Segment.ENTERPRISE]
    assert profile.flags == ("Professional conduct", "Confidentiality", "Equipment support")
    assert (profile.regime, profile.kind) == (Regime.COMMERCIAL, MeetingKind.ORDINARY)
    assert {MeetingKind.TRAINING, MeetingKind.LAUNCH} <= SET_UPS.keys()


def test_a_board_is_private_and_a_training_is_taught() -> None:
    board, training = SET_UPS[MeetingKind.BOARD], SET_UPS[MeetingKind.TRAINING]
    assert (board.purpose, board.notes) == ("board", ("A private room; nobody enters uncalled.",))
    assert training.purpose == "training" and {"sound", "projector"} <= {each.value for each in training.services}


@pytest.mark.parametrize("tone", list(Tone))
def test_the_atmosphere_follows_the_tone(cast: Cast, client: Any, tone: Tone) -> None:
    event = enquiry(cast, tone=tone)
    client.force_login(cast.alice)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("conference:intake", args=["yard", event.ref])).content.decode()
    assert event.tone == tone
    assert all(each in page for each in ATMOSPHERE[tone]) and len(ATMOSPHERE[tone]) >= 2


def test_the_form_offers_every_service_and_asks_for_special_needs(client: Any, cast: Cast) -> None:
    form = client.get("/p/enquiry/yard/").context["form"]
    codes = [code for code, _label in form.fields["services"].choices]
    assert codes == [each.value for each in offered(Regime.COMMERCIAL, {})] and len(codes) > 20
    assert {"special", "diets", "limit"} <= form.fields.keys()


@pytest.mark.parametrize(("limit", "over"), [(999_999, 1), (1_000_000, 0), (None, 0)])
def test_a_budget_over_the_clients_limit_is_told(cast: Cast, client: Any, limit: int | None, over: int) -> None:
    scheme = drawn(cast, make_room(cast.site), limit_fen=limit)
    assert budget_of(scheme).over_limit_fen == over
    write_budget(scheme_id=scheme.pk, rev=scheme.rev, lines=LINES, actor=cast.alice, at=BEFORE)
    client.force_login(cast.alice)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("conference:scheme", args=["yard", scheme.event.ref])).content.decode()
    assert ("over the limit" in page) is bool(over)


@pytest.mark.parametrize(("heads", "ok"), [(27, True), (28, False)])
def test_more_people_need_seats_with_their_margin(cast: Cast, heads: int, ok: bool) -> None:
    event = prepared(cast, make_room(cast.site))
    sheet = FunctionSheet.objects.get(event=event)
    change: dict[str, Any] = {"event": event, "rev": sheet.rev, "reason": "", "actor": cast.alice, "at": BEFORE}
    if not ok:
        with pytest.raises(Refused, match="30 seats"):
            change_sheet(values={"headcount": heads}, **change)
        assert SheetVersion.objects.count() == 1
        return
    assert change_sheet(values={"headcount": heads}, **change)
    assert Block.objects.get(event=event).headcount == heads
    change["rev"] = FunctionSheet.objects.get(event=event).rev
    assert change_sheet(values={"headcount": 2}, **change), "fewer people always fit"


def test_each_side_names_one_contact_and_somebody_across(cast: Cast, client: Any) -> None:
    assert CONTACTS == (Role.PROPERTY, Role.CONFERENCE, Role.ACROSS)
    event = prepared(cast, make_room(cast.site))
    for role, who in zip(CONTACTS, (cast.mei, cast.alice, cast.lin), strict=True):
        name_member(event=event, role=role, user=cast.bob, deputy=None, actor=cast.alice, at=BEFORE)
        name_member(event=event, role=role, user=who, deputy=cast.bob, actor=cast.alice, at=BEFORE)
    assert set(event.team.values_list("role", "user", "deputy")) == {
        (role.value, who.pk, cast.bob.pk) for role, who in zip(CONTACTS, (cast.mei, cast.alice, cast.lin), strict=True)
    }


def test_what_is_not_met_climbs_to_the_manager(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    need = ask_support(
        event=event, department=Department.SECURITY, need="Gate", due_at=NINE, actor=cast.alice, at=BEFORE
    )
    plan_now("conference.support", [need.pk], at=BEFORE)
    duty = Duty.objects.get(standard_code="conference.support.security")
    tick(now=NINE + timedelta(hours=4))
    rungs = LadderStep.objects.filter(duty=duty).exclude(post_code="").order_by("due_at")
    assert [(row.post_code, row.due_at - NINE) for row in rungs] == [
        ("security", timedelta(minutes=10)),
        ("conference.coordinator", timedelta(hours=1)),
        ("conference.manager", timedelta(hours=3)),
    ]


@pytest.mark.parametrize(
    ("code", "post"),
    [
        ("conference.needs.confirm", "conference.coordinator"),
        ("conference.support.engineering", "technician"),
        ("conference.sheet.acknowledge.engineering", "technician"),
    ],
)
def test_who_owes_what_on_the_way_in(cast: Cast, code: str, post: str) -> None:
    assert effective(cast.site)[code][0].post == post


def test_a_changed_layout_is_agreed_within_the_hour(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site, styles={"theatre": 30, "classroom": 30}))
    sheet = FunctionSheet.objects.get(event=event)
    version = change_sheet(
        event=event, rev=sheet.rev, values={"style": "classroom"}, reason="asked", actor=cast.alice, at=BEFORE
    )
    assert version is not None
    concerned = set(version.issues.values_list("department", flat=True))
    assert {"engineering", "cleaning"} <= concerned, "engineering lays out anew, cleaning is rescheduled"
    plan_now("conference.sheet_change", [version.pk], at=BEFORE)
    assert Duty.objects.get(standard_code="conference.change.agree").due_at == BEFORE + timedelta(hours=1)


def test_co_ordination_is_reviewed_once_a_month(cast: Cast) -> None:
    when = effective(cast.site)["conference.cooperation_review"][0].when
    assert (when.count, str(when.period)) == (1, "month")


def test_a_meeting_is_not_closed_without_its_usage_record(cast: Cast) -> None:
    standard = effective(cast.site)["conference.usage_record"][0]
    assert standard.gates == ("close",) and standard.post == "conference.coordinator"
