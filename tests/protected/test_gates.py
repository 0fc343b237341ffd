"""An internal meeting does not begin before people, plans, rehearsals, zones, devices and network are as they must be."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.translation import gettext as _

from guanjia.conference.actions.holding import require_all
from guanjia.conference.models import Block, Event, TeamMember
from guanjia.duties.public import (
    AssignmentRefused,
    Duty,
    GateClosed,
    assign,
    obstacles_of,
    plan_now,
    submit_evidence,
)
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.messages.public import notices_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.subjects.public import changed
from guanjia.posts.events import RosterChanged
from guanjia.protected.actions.dossiers import (
    count_devices,
    hold_practice,
    open_dossier,
    solve_findings,
    switch_plan,
    write_plan,
)
from guanjia.protected.actions.staff import (
    assign_staff,
    brief_staff,
    check_pass,
    confirm_staff,
    drop_staff,
    file_paper,
    follow_roster,
    keep_out,
    make_passes,
    review_staff,
)
from guanjia.protected.models import Dossier, StaffPaper
from guanjia.protected.receivers import look_at_roster
from guanjia.protected.rules.clearance import PaperKind
from guanjia.protected.rules.meeting import DOSSIER, PlanKind, Rank, Zone
from guanjia.protected.rules.refusals import ProtectedRefused
from guanjia.reception.public import ReceptionRefused, What, deposit_item, give_back
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post
from tests.protected.meetings import AT, BORN, cleared, internal, planned, ready, rehearsed

pytestmark = pytest.mark.django_db
K = PaperKind


def open_codes(dossier: Dossier) -> set[str]:
    """The standards of the dossier that hold back the start."""
    plan_now(DOSSIER, [dossier.pk], at=AT)
    pks = [each.duty_id for each in obstacles_of(DOSSIER, dossier.pk, "start")]
    return {
        code.removeprefix("protected.")
        for code in Duty.objects.filter(pk__in=pks).values_list("standard_code", flat=True)
    }


def test_a_dossier_is_for_an_internal_meeting_only(cast: Cast) -> None:
    for secrecy in ("ordinary", "controlled"):
        with pytest.raises(ProtectedRefused) as refused:
            open_dossier(event=make_event(cast.site, secrecy=secrecy), actor=cast.alice, at=AT)
        assert "第38条" in str(refused.value)
    assert not Dossier.objects.exists()


def test_the_start_waits_for_each_gate_and_names_it(cast: Cast) -> None:
    dossier = internal(cast)
    block = Block.objects.create(
        site=cast.site,
        event=dossier.event,
        room=make_room(cast.site),
        starts_at=NINE,
        ends_at=NINE + timedelta(hours=2),
    )
    assert open_codes(dossier) == {"staff.cleared", "plans", "rehearsed", "zones", "devices"}
    with pytest.raises(GateClosed) as closed:
        require_all("conference.block", block.pk, "start", at=AT)
    assert dossier.event.ref in str(closed.value)
    planned(cast, dossier)
    rehearsed(cast, dossier)
    ready(cast, dossier, cast.bob)
    confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    count_devices(dossier=dossier, counted=0, actor=cast.gus, at=AT)
    assert open_codes(dossier) == {"zones"}


def test_wireless_is_a_signed_duty_before_and_after(cast: Cast) -> None:
    event = make_event(cast.site, secrecy="internal", starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    room = make_room(cast.site)
    block = Block.objects.create(
        site=cast.site, event=event, room=room, starts_at=NINE, ends_at=NINE + timedelta(hours=2)
    )
    plan_now("conference.block", [block.pk], at=AT)
    off = Duty.objects.get(standard_code="protected.wireless.off")
    assert off.due_at == NINE - timedelta(minutes=30) and off.post_code == "technician"
    gate = {each.duty_id for each in obstacles_of("conference.block", block.pk, "start")}
    assert off.pk in gate
    end = NINE + timedelta(hours=2)
    Block.objects.filter(pk=block.pk).update(state="ended", started_at=NINE, ended_at=end, rev=2)
    changed("conference.block", [block.pk], site=cast.site, at=end)
    plan_now("conference.block", [block.pk], at=end)
    on = Duty.objects.get(standard_code="protected.wireless.on")
    assert on.due_at == end + timedelta(minutes=30)
    assert on.pk in {each.duty_id for each in obstacles_of("conference.block", block.pk, "restore")}


def test_a_summary_is_owed_before_an_internal_meeting_closes(cast: Cast) -> None:
    event = make_event(
        cast.site, secrecy="internal", state="surveyed", starts_at=NINE, ends_at=NINE + timedelta(hours=2),
        ended_at=NINE + timedelta(hours=2),
    )  # fmt: skip
    plan_now("conference.event", [event.pk], at=NINE + timedelta(hours=3))
    duty = Duty.objects.get(standard_code="protected.summary")
    assert duty.pk in {each.duty_id for each in obstacles_of("conference.event", event.pk, "close")}


@pytest.mark.parametrize("kind", [K.HISTORY, K.CERTIFICATE, K.AGREEMENT, K.AUTHORISATION, K.SECRECY])
def test_who_is_not_cleared_is_not_put_on_the_list_and_hears_what_is_missing(cast: Cast, kind: PaperKind) -> None:
    dossier = internal(cast)
    cleared(cast, cast.bob, kind)
    with pytest.raises(ProtectedRefused) as refused:
        assign_staff(dossier=dossier, user=cast.bob, task="会场服务", zone=Zone.CORE, actor=cast.alice, at=AT)
    assert refused.value.field == "user" and str(refused.value) == "Bob不能列入名单：未核准。"
    with pytest.raises(ProtectedRefused) as named:
        assign_staff(dossier=dossier, user=cast.bob, task="会场服务", zone=Zone.CORE, actor=cast.mei, at=AT)
    assert _(kind.label) in str(named.value), "who looks at papers hears which is missing"
    assert not dossier.staff.exists()
    file_paper(site=cast.site, user=cast.bob, kind=kind, on=BORN, number="浙A-1", actor=cast.mei, at=AT)
    assign_staff(dossier=dossier, user=cast.bob, task="会场服务", zone=Zone.CORE, actor=cast.alice, at=AT)
    with pytest.raises(ProtectedRefused):
        assign_staff(dossier=dossier, user=cast.bob, task="会场服务", zone=Zone.CORE, actor=cast.alice, at=AT)


def test_what_a_paper_must_have(cast: Cast) -> None:
    told = {"site": cast.site, "user": cast.bob, "at": AT}
    for kind, on, number, actor in (
        (K.CERTIFICATE, BORN, " ", cast.mei), (K.HISTORY, AT.date() + timedelta(days=1), "", cast.mei), (K.HISTORY, BORN, "", cast.bob),
    ):  # fmt: skip
        with pytest.raises(ProtectedRefused):
            file_paper(kind=kind, on=on, number=number, actor=actor, **told)
    file_paper(kind=K.HISTORY, on=BORN, actor=cast.mei, **told)
    file_paper(kind=K.HISTORY, on=AT.date(), actor=cast.mei, **told)
    assert StaffPaper.objects.get(user=cast.bob).on == AT.date()


def test_the_gate_of_the_people_names_who_lacks_what(cast: Cast) -> None:
    dossier = internal(cast)
    with pytest.raises(ProtectedRefused):
        confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    cleared(cast, cast.bob)
    made = assign_staff(dossier=dossier, user=cast.bob, task="倒水", zone=Zone.CORE, actor=cast.alice, at=AT)
    TeamMember.objects.create(site=cast.site, event=dossier.event, role="leader", user=cast.lin)
    with pytest.raises(ProtectedRefused) as refused:
        confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    assert "Bob" in str(refused.value) and "Lin" in str(refused.value)
    with pytest.raises(ProtectedRefused):
        brief_staff(assignment=made, actor=cast.bob, at=AT)
    with pytest.raises(ProtectedRefused):
        review_staff(assignment=made, reviewer=" ", actor=cast.alice, at=AT)
    brief_staff(assignment=made, actor=cast.alice, at=AT)
    review_staff(assignment=made, reviewer="周主任", actor=cast.alice, at=AT)
    ready(cast, dossier, cast.lin)
    confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    later = AT + timedelta(hours=1)
    drop_staff(assignment=made, actor=cast.alice, at=later)
    plan_now(DOSSIER, [dossier.pk], at=later)
    assert "staff.again" in open_codes(dossier)
    TeamMember.objects.all().delete()
    dossier.refresh_from_db()
    confirm_staff(dossier=dossier, actor=cast.alice, at=later + timedelta(minutes=1))
    assert "staff.again" not in open_codes(dossier)


def test_whoever_is_on_duty_then_is_on_the_list_or_stays_outside(cast: Cast) -> None:
    dossier = internal(cast)
    ready(cast, dossier, cast.bob)
    post, end = make_post(cast.site, "technician"), NINE + timedelta(hours=2)
    make_entry(post, cast.tom, NINE - timedelta(hours=1), end)
    make_entry(make_post(cast.site, "environment.cleaner"), cast.carl, NINE, end)
    with pytest.raises(ProtectedRefused) as refused:
        confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    said = str(refused.value)
    assert said == "Tom当时在岗，不在名单上，未核准。"
    with pytest.raises(ProtectedRefused) as whole:
        confirm_staff(dossier=dossier, actor=cast.mei, at=AT)
    assert str(whole.value) == "Tom当时在岗，不在名单上，缺：全部材料（均未查验）。"
    cleared(cast, cast.tom, K.CERTIFICATE, K.AGREEMENT)
    with pytest.raises(ProtectedRefused) as named:
        confirm_staff(dossier=dossier, actor=cast.mei, at=AT)
    assert "无犯罪记录证明" in str(named.value) and "、" in str(named.value) and "授权" not in str(named.value)
    keep_out(dossier=dossier, users=[cast.tom.pk], actor=cast.alice, at=AT)
    confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    assert not follow_roster(dossier=dossier, at=AT), "nobody new"
    make_entry(post, cast.lin, NINE, end)
    plan_now(DOSSIER, [dossier.pk], at=AT)
    news = RosterChanged(cast.site.pk, ("technician",), NINE, end)
    look_at_roster(news, Entry(site=cast.site, at=AT, action="x", subject_kind="x", subject_id=1))
    assert "staff.again" in open_codes(dossier)


def test_only_who_the_clerk_saw_stays_outside_and_hears_it_once(cast: Cast) -> None:
    dossier = internal(cast)
    post, end = make_post(cast.site, "technician"), NINE + timedelta(hours=2)
    for user in (cast.tom, cast.lin):
        make_entry(post, user, NINE, end)
    stale = Dossier.objects.select_related("site", "event").get(pk=dossier.pk)
    told = {"users": [cast.tom.pk, cast.carl.pk], "actor": cast.alice, "at": AT}
    assert keep_out(dossier=dossier, **told) == [cast.tom]
    assert keep_out(dossier=stale, **told) == [], "the second click read the row before the first wrote it"
    assert stale.kept_out == dossier.kept_out == [cast.tom.pk], "neither rostered since nor off duty"
    assert [each.template for each in notices_of(cast.tom, cast.site)] == ["protected.kept_out"]
    assert not notices_of(cast.lin, cast.site)


def test_a_gate_that_is_shut_keeps_its_deadline_when_the_roster_changes_again(cast: Cast) -> None:
    dossier = internal(cast)
    ready(cast, dossier, cast.bob)
    confirm_staff(dossier=dossier, actor=cast.alice, at=AT)
    make_entry(make_post(cast.site, "technician"), cast.tom, NINE, NINE + timedelta(hours=2))
    first, minute = AT + timedelta(minutes=10), timedelta(minutes=1)
    assert follow_roster(dossier=dossier, at=first)
    assert not follow_roster(dossier=dossier, at=first + minute)
    assert Dossier.objects.get().staff_changed_at == first
    keep_out(dossier=dossier, users=[cast.tom.pk], actor=cast.alice, at=first + minute)
    confirm_staff(dossier=dossier, actor=cast.alice, at=first + 2 * minute)
    make_entry(make_post(cast.site, "conference.greeter"), cast.lin, NINE, NINE + timedelta(hours=2))
    assert follow_roster(dossier=dossier, at=first + 3 * minute), "somebody else, after it was confirmed again"


def test_a_duty_of_the_meeting_is_not_given_to_nor_taken_from_somebody_who_is_not_cleared(cast: Cast) -> None:
    dossier = internal(cast)
    block = Block.objects.create(
        site=cast.site, event=dossier.event, room=make_room(cast.site), starts_at=NINE, ends_at=NINE + timedelta(hours=2)
    )  # fmt: skip
    plan_now("conference.block", [block.pk], at=AT)
    duty, told = Duty.objects.get(standard_code="protected.wireless.off"), {"actor": cast.alice, "at": AT}
    make_entry(make_post(cast.site, "technician"), cast.tom, NINE - timedelta(hours=4), NINE)
    with pytest.raises(AssignmentRefused) as refused:
        assign(duty_id=duty.pk, user=cast.tom, **told)
    assert "Tom" in str(refused.value) and "名单" in str(refused.value) and dossier.event.ref in str(refused.value)
    items = [{"key": key, "value": True} for key in ("off", "measured", "line")]
    at, given = NINE - timedelta(minutes=40), {"duty_id": duty.pk, "items": items, "signature": "Tom"}
    first = submit_evidence(actor=cast.tom, evidence_id=uuid4(), at=at, **given)
    assert first.status == "review" and "not_cleared" in first.flags
    ready(cast, dossier, cast.tom)
    assign(duty_id=duty.pk, user=cast.tom, **told)
    assert submit_evidence(actor=cast.tom, evidence_id=uuid4(), at=at, **given).status == "accepted"


def test_a_reserve_plan_in_one_tap_tells_the_core_group(cast: Cast) -> None:
    dossier = internal(cast)
    for field, title, text in (("title", " ", "x"), ("text", "x", " ")):
        with pytest.raises(ProtectedRefused) as refused:
            write_plan(dossier=dossier, kind=PlanKind.MAIN, title=title, text=text, actor=cast.alice, at=AT)
        assert refused.value.field == field
    with pytest.raises(SecretRefused):
        write_plan(dossier=dossier, kind=PlanKind.MAIN, title="绝密★预案", text="x", actor=cast.alice, at=AT)
    planned(cast, dossier)
    ready(cast, dossier, cast.bob)
    dossier.refresh_from_db()
    assert dossier.plan.title == "主预案"
    reserve = dossier.plans.get(title="停电预案")
    assert switch_plan(dossier=dossier, plan=reserve, actor=cast.alice, at=AT) == 1
    dossier.refresh_from_db()
    assert dossier.plan == reserve and notices_of(cast.bob, cast.site)[0].template == "protected.switched"
    with pytest.raises(ProtectedRefused):
        switch_plan(dossier=dossier, plan=reserve, actor=cast.alice, at=AT)
    newer = write_plan(
        dossier=dossier, kind=PlanKind.RESERVE, title="停电预案", text="改用蓄电池", actor=cast.alice, at=AT
    )
    dossier.refresh_from_db()
    assert (newer.version, dossier.plan) == (2, newer), "the plan in force follows its newest text"
    with pytest.raises(ProtectedRefused):
        switch_plan(dossier=dossier, plan=reserve, actor=cast.alice, at=AT)


def test_a_rehearsal_counts_once_its_findings_are_put_right(cast: Cast) -> None:
    dossier = internal(cast, Rank.HIGH)
    for people, held_at in ((" ", AT), ("会务组", AT + timedelta(minutes=1))):
        with pytest.raises(ProtectedRefused):
            hold_practice(dossier=dossier, people=people, findings="", held_at=held_at, actor=cast.lin, at=AT)
    rehearsed(cast, dossier)
    rehearsed(cast, dossier, findings="备用话筒没电")
    assert "rehearsed" in open_codes(dossier)
    solve_findings(practice=dossier.practices.get(solved_at=None), actor=cast.lin, at=AT)
    assert "rehearsed" not in open_codes(dossier)


def test_passes_open_their_ring_and_are_void_off_the_list(cast: Cast) -> None:
    dossier = internal(cast)
    inner, outer = ready(cast, dossier, cast.bob), ready(cast, dossier, cast.gus, Zone.OUTER)
    first, second = make_passes(dossier=dossier, actor=cast.alice, at=AT)
    assert [first.number, second.number] == ["TX-20260303-0001", "TX-20260303-0002"]
    assert len(make_passes(dossier=dossier, actor=cast.alice, at=AT)) == 2, "nobody gets two"
    told = {"event": dossier.event, "actor": cast.gus, "at": AT}
    assert check_pass(zone=Zone.CORE, number=first.number.lower(), **told).assignment == inner
    for zone, number in ((Zone.CORE, second.number), (Zone.OUTER, "TX-1")):
        with pytest.raises(ProtectedRefused):
            check_pass(zone=zone, number=number, **told)
    StaffPaper.objects.filter(user=cast.bob, kind=K.CERTIFICATE).update(on=BORN - timedelta(days=400))
    for text, guard, manager in (
        (first.number, "Bob缺：核准。", "Bob缺：无犯罪记录证明已查验。"),
        ("Bob", "Bob在名单上，但未核准。", "Bob无证不得进入；缺：无犯罪记录证明已查验。"),
        ("Lin", "Lin不在名单上。", "Lin无证不得进入；缺：名单资格、全部材料（均未查验）。"),
    ):
        for actor, said in ((cast.gus, guard), (cast.mei, manager)):
            with pytest.raises(ProtectedRefused) as stopped:
                check_pass(zone=Zone.CORE, number=text, **told | {"actor": actor})
            assert str(stopped.value) == said, "papers are named to who looks at them, to nobody else"
    drop_staff(assignment=outer, actor=cast.alice, at=AT)
    with pytest.raises(ProtectedRefused):
        check_pass(zone=Zone.OUTER, number=second.number, **told)
    other = internal(cast)
    with pytest.raises(ProtectedRefused):
        check_pass(event=other.event, zone=Zone.OUTER, number=first.number, actor=cast.gus, at=AT)


def test_devices_lie_by_tag_and_the_count_agrees_before_the_start(cast: Cast) -> None:
    dossier = internal(cast)
    event = Event.objects.select_related("site").get(pk=dossier.event_id)
    kept = {"event": event, "actor": cast.gus, "at": AT}
    phone = deposit_item(tag="A01", holder="赵一", what=What.PHONE, **kept)
    deposit_item(tag="A02", holder="赵一", what=What.COAT, **kept)
    for counted in (0, 2, -1):
        with pytest.raises(ProtectedRefused) as refused:
            count_devices(dossier=dossier, counted=counted, actor=cast.gus, at=AT)
        assert refused.value.field == "counted"
    count_devices(dossier=dossier, counted=1, actor=cast.gus, at=AT)
    assert "devices" not in open_codes(dossier)
    with pytest.raises(ReceptionRefused) as wrong:
        give_back(deposit=phone, name="钱二", tag="A01", actor=cast.gus, at=AT)
    assert "赵一" not in str(wrong.value), "whose phone it is, is never told"
