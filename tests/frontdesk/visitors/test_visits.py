"""From the invitation to the departure, and every way in which it goes wrong (W13)."""

from datetime import date, timedelta

import pytest

from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import Person, place_hold
from guanjia.frontdesk.visitors.actions.admitting import note_left_unseen, renew_pass
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.actions.site import SITE
from guanjia.frontdesk.visitors.actions.sweeping import erase_before
from guanjia.frontdesk.visitors.public import (
    PaperKind,
    Refusal,
    Visit,
    VisitKind,
    VisitRefused,
    VisitState,
    admit,
    arrive,
    expect_visitor,
    host_says_yes,
    inside_list,
    look_at_paper,
    refuse,
    sign_out,
    stay_longer,
    withdraw_invitation,
)
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, Presence
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H, M, coming, invited, make_home, walked_in

pytestmark = pytest.mark.django_db
S = VisitState


def at_door(cast: Cast, visit: Visit) -> Visit:
    return arrive(visit=visit, where="前台", actor=cast.rita, at=TEN)


def paper(cast: Cast, visit: Visit, last4: str = "123X") -> Visit:
    return look_at_paper(visit=visit, paper=PaperKind.ID_CARD, last4=last4, where="前台", actor=cast.rita, at=TEN)


def test_an_invited_guest_is_in_after_one_tap(cast: Cast) -> None:
    visit = invited(cast, make_home(cast))
    assert (visit.number, visit.state, visit.confirmed_how) == ("FK-20260305-0001", S.BOOKED, "portal")
    admit(visit=visit, actor=cast.gus, at=TEN)
    assert visit.state == S.ADMITTED
    assert Presence.objects.get(ref_kind=VISIT, ref_id=visit.pk).kind == "visitor"
    moves = [entry.action for entry in reversed(timeline((VISIT, visit.pk)))]
    assert moves == ["invite", "arrive", "verify", "confirm", "admit"]


def test_a_stranger_shows_a_paper_is_registered_and_confirmed_all_three(cast: Cast) -> None:
    home = make_home(cast)
    visit = at_door(cast, walked_in(cast, home))
    with pytest.raises(VisitRefused, match="证件"):
        admit(visit=visit, actor=cast.rita, at=TEN)
    paper(cast, visit)
    assert visit.state == S.VERIFIED
    with pytest.raises(VisitRefused) as refused:
        admit(visit=visit, actor=cast.rita, at=TEN)
    assert refused.value.field == "host"
    host_says_yes(visit=visit, host_id=home.owner.pk, how="phone", actor=cast.rita, at=TEN)
    assert visit.state == S.CONFIRMED
    assert admit(visit=visit, actor=cast.rita, at=TEN).state == S.ADMITTED


@pytest.mark.parametrize("last4", ["330102199001011234", "123", "12345", "12 4", "１２３４", ""])
def test_no_more_of_a_paper_than_four_digits_is_taken(cast: Cast, last4: str) -> None:
    visit = at_door(cast, walked_in(cast, make_home(cast)))
    with pytest.raises(VisitRefused):
        paper(cast, visit, last4)
    visit.refresh_from_db()
    assert (visit.paper_last4, visit.identity_seen_at) == ("", None)


def test_a_host_who_moved_out_receives_nobody(cast: Cast) -> None:
    home = make_home(cast)
    Occupancy.objects.update(until=date(2026, 3, 5))
    with pytest.raises(VisitRefused, match="没有您要找的人"):
        invited(cast, home)
    Occupancy.objects.update(until=date(2026, 3, 6))
    visit = at_door(cast, walked_in(cast, home))
    Occupancy.objects.update(until=date(2026, 3, 5))
    with pytest.raises(VisitRefused):
        host_says_yes(visit=visit, host_id=home.owner.pk, how="phone", actor=cast.rita, at=TEN)
    visit.refresh_from_db()
    assert visit.confirmed_at is None


def test_somebody_of_another_household_does_not_confirm(cast: Cast) -> None:
    home, other = make_home(cast), make_home(cast, "3-2-1202", "周邻居")
    visit = at_door(cast, walked_in(cast, home))
    with pytest.raises(VisitRefused):
        host_says_yes(visit=visit, host_id=other.owner.pk, how="phone", actor=cast.rita, at=TEN)
    with pytest.raises(VisitRefused):
        host_says_yes(visit=visit, host_id=None, how="phone", actor=cast.rita, at=TEN)


def test_a_silent_host_means_waiting_and_a_duty_for_the_desk(cast: Cast) -> None:
    visit = paper(cast, at_door(cast, walked_in(cast, make_home(cast))))
    plan_dirty(now=TEN)
    duty = Duty.objects.get(standard_code="visitors.host_answer", subject_id=visit.pk)
    assert duty.due_at == TEN + 10 * M
    with pytest.raises(VisitRefused):
        admit(visit=visit, actor=cast.rita, at=TEN + 30 * M)
    refuse(visit=visit, why=Refusal.HOST_SILENT, actor=cast.rita, at=TEN + 30 * M)
    plan_dirty(now=TEN + 30 * M)
    duty.refresh_from_db()
    assert duty.performed_at == TEN + 30 * M


def test_a_denied_visitor_is_refused_in_kind_words_and_stays_out(cast: Cast) -> None:
    visit = at_door(cast, walked_in(cast, make_home(cast)))
    refuse(visit=visit, why=Refusal.HOST_DENIES, actor=cast.rita, at=TEN)
    assert (visit.state, visit.refusal) == (S.REFUSED, Refusal.HOST_DENIES)
    with pytest.raises(VisitRefused):
        admit(visit=visit, actor=cast.rita, at=TEN)
    assert not Presence.objects.exists()


@pytest.mark.parametrize("kind", [VisitKind.COURIER, VisitKind.FOOD])
def test_a_courier_without_an_address_is_not_admitted(cast: Cast, kind: VisitKind) -> None:
    with pytest.raises(VisitRefused, match="几栋几号"):
        walked_in(cast, None, kind=kind)
    visit = walked_in(cast, make_home(cast), kind=kind)
    assert admit(visit=visit, actor=cast.gus, at=TEN).zones == ["lane"]
    assert visit.pass_until == TEN + H


def test_a_salesperson_needs_the_owners_yes(cast: Cast) -> None:
    home = make_home(cast)
    visit = paper(cast, at_door(cast, walked_in(cast, home, kind=VisitKind.SALES)))
    with pytest.raises(VisitRefused) as refused:
        admit(visit=visit, actor=cast.rita, at=TEN)
    assert refused.value.field == "host"


def test_a_vip_is_accompanied(cast: Cast) -> None:
    visit = expect_visitor(
        site=cast.site, coming=coming(kind=VisitKind.VIP, host_user=cast.mei), actor=cast.mei, at=TEN
    )
    with pytest.raises(VisitRefused) as refused:
        admit(visit=visit, actor=cast.rita, at=TEN)
    assert refused.value.field == "escort"
    visit.refresh_from_db()
    assert admit(visit=visit, escort=cast.lin, actor=cast.rita, at=TEN).escort == cast.lin


def test_a_conference_guest_comes_by_reference_only(cast: Cast) -> None:
    with pytest.raises(VisitRefused):
        expect_visitor(site=cast.site, coming=coming(kind=VisitKind.CONFERENCE), actor=None, at=TEN)
    draft = coming(kind=VisitKind.CONFERENCE, source=("conference.guest", 5))
    assert admit(visit=expect_visitor(site=cast.site, coming=draft, actor=None, at=TEN), actor=None, at=TEN).is_inside


def test_who_overstays_is_chased_and_who_stays_longer_is_not(cast: Cast) -> None:
    visit = admit(visit=invited(cast, make_home(cast)), actor=cast.gus, at=TEN)
    end = visit.pass_until
    plan_dirty(now=TEN)
    tick(now=end - timedelta(seconds=1), site=cast.site)
    visit.refresh_from_db()
    assert visit.state == S.ADMITTED
    tick(now=end, site=cast.site)
    visit.refresh_from_db()
    assert visit.state == S.OVERSTAYED
    plan_dirty(now=end)
    chase = Duty.objects.get(standard_code="visitors.chase", subject_id=visit.pk)
    assert chase.due_at == end + 15 * M
    stay_longer(visit=visit, until=end + 2 * H, reason="住户留宿", actor=cast.gus, at=end + 5 * M)
    plan_dirty(now=end + 5 * M)
    chase.refresh_from_db()
    assert (visit.state, chase.performed_at) == (S.ADMITTED, end + 5 * M)
    tick(now=end + 2 * H, site=cast.site)
    visit.refresh_from_db()
    assert visit.state == S.OVERSTAYED


def test_who_does_not_come_expires(cast: Cast) -> None:
    visit = invited(cast, make_home(cast))
    plan_dirty(now=TEN)
    tick(now=visit.pass_until, site=cast.site)
    visit.refresh_from_db()
    assert visit.state == S.EXPIRED


def test_a_worker_comes_back_the_next_day(cast: Cast) -> None:
    home = make_home(cast)
    draft = coming(home, kind=VisitKind.WORKER, host_id=home.owner.pk, until=TEN + timedelta(days=5))
    visit = expect_visitor(site=cast.site, coming=draft, actor=cast.rita, at=TEN)
    host_says_yes(visit=visit, host_id=home.owner.pk, how="phone", actor=cast.rita, at=TEN)
    paper(cast, at_door(cast, visit))
    admit(visit=visit, actor=cast.gus, at=TEN)
    assert visit.leave_by == TEN + 10 * H, "20:00 of the day, not the end of the pass"
    sign_out(visit=visit, actor=cast.gus, at=TEN + 8 * H)
    admit(visit=visit, actor=cast.gus, at=TEN + 24 * H)
    assert (visit.state, visit.leave_by) == (S.ADMITTED, TEN + 34 * H)


def test_a_guest_who_left_does_not_come_back_on_the_same_pass(cast: Cast) -> None:
    visit = admit(visit=invited(cast, make_home(cast)), actor=cast.gus, at=TEN)
    sign_out(visit=visit, need_met=True, actor=cast.gus, at=TEN + H)
    assert (visit.state, visit.departed_at, visit.need_met) == (S.DEPARTED, TEN + H, True)
    with pytest.raises(VisitRefused, match="已使用过"):
        admit(visit=visit, actor=cast.gus, at=TEN + 2 * H)
    with pytest.raises(MoveRefused):
        sign_out(visit=visit, actor=cast.gus, at=TEN + 2 * H)


def test_left_unseen_has_a_reason_and_no_invented_time(cast: Cast) -> None:
    visit = admit(visit=invited(cast, make_home(cast)), actor=cast.gus, at=TEN)
    with pytest.raises(VisitRefused):
        note_left_unseen(visit=visit, reason=" ", actor=cast.gus, at=TEN + H)
    note_left_unseen(visit=visit, reason="业主电话告知已离开", actor=cast.gus, at=TEN + H)
    assert (visit.state, visit.departed_at, visit.left_unseen) == (S.DEPARTED, None, True)
    assert not Presence.objects.filter(out_at=None).exists()


def test_a_withdrawn_invitation_and_a_renewed_pass_close_the_old_one(cast: Cast) -> None:
    home = make_home(cast)
    visit = renew_pass(visit=invited(cast, home), actor=cast.rita, at=TEN)
    assert visit.serial == 2
    withdraw_invitation(visit=visit, actor=None, at=TEN)
    assert (visit.state, visit.refusal, visit.serial) == (S.REFUSED, Refusal.WITHDRAWN, 3)


def test_the_muster_list_names_who_is_inside_in_a_constant_number_of_queries(
    cast: Cast, django_assert_num_queries: object
) -> None:
    home = make_home(cast)
    for number in range(3):
        admit(visit=invited(cast, home, name=f"访客{number}", phone=f"1380013800{number}"), actor=cast.gus, at=TEN)
    gone = invited(cast, home, name="走了", phone="13800138009")
    sign_out(visit=admit(visit=gone, actor=cast.gus, at=TEN), actor=cast.gus, at=TEN + H)
    with django_assert_num_queries(3):  # type: ignore[operator]
        rows = inside_list(cast.site)
    assert [row.visit.person.name for row in rows] == ["访客0", "访客1", "访客2"]
    assert rows[0].phone == "138****8000"


def test_visitor_data_goes_on_its_day_and_a_hold_keeps_it(cast: Cast) -> None:
    home = make_home(cast)
    old = sign_out(visit=admit(visit=invited(cast, home), actor=cast.gus, at=TEN), actor=cast.gus, at=TEN + H)
    held = sign_out(
        visit=admit(visit=invited(cast, home, name="涉案人", phone="13800138001"), actor=cast.gus, at=TEN),
        actor=cast.gus,
        at=TEN + H,
    )
    place_hold(held.person, rule="公安机关调取", keeps=["*"], actor=cast.mei, at=TEN, site=cast.site)
    plan_dirty(now=TEN)
    duty = Duty.objects.filter(standard_code="visitors.erase", subject_kind=SITE).order_by("due_at").first()
    assert duty is not None
    day = timedelta(days=1)
    done = erase_before(site=cast.site, moment=old.pass_until, actor=None, at=TEN + 90 * day)
    assert done.visits == 0, "the day itself still counts"
    done = erase_before(site=cast.site, moment=old.pass_until + timedelta(seconds=1), actor=None, at=TEN + 91 * day)
    assert (done.visits, done.persons, done.held) == (1, 1, 1)
    old.refresh_from_db()
    assert (old.purpose, old.paper_last4, old.person.name) == ("", "", "")
    held.refresh_from_db()
    assert held.person.name == "涉案人"
    assert erase_before(site=cast.site, moment=old.pass_until + day, actor=None, at=TEN + 91 * day).visits == 0


def test_the_daily_duty_keeps_ninety_days(cast: Cast) -> None:
    visit = invited(cast, make_home(cast))
    visit = sign_out(visit=admit(visit=visit, actor=cast.gus, at=TEN), actor=cast.gus, at=TEN + H)
    from guanjia.duties.public import Task  # noqa: PLC0415 - the task is made by hand here
    from guanjia.frontdesk.visitors.actions.sweeping import erase_old  # noqa: PLC0415

    def on(days: int) -> Visit:
        erase_old(Task(cast.site, 0, "visitors.erase", SITE, cast.site.pk, visit.pass_until + timedelta(days=days)))
        visit.refresh_from_db()
        return visit

    assert on(90).erased_at is None
    assert on(91).erased_at is not None


def test_the_owner_who_once_visited_stays_on_file_as_owner(cast: Cast) -> None:
    home = make_home(cast)
    visit = walked_in(cast, home, name="陈业主", phone="13900001111")
    assert visit.person == home.owner
    refuse(visit=visit, why=Refusal.CONDUCT, actor=cast.gus, at=TEN)
    done = erase_before(site=cast.site, moment=TEN + timedelta(days=100), actor=None, at=TEN + timedelta(days=100))
    assert (done.visits, done.persons) == (1, 0)
    assert Person.objects.get(pk=home.owner.pk).name == "陈业主"


def test_subjects_are_as_declared(cast: Cast) -> None:
    home = make_home(cast)
    visits = [invited(cast, home, name=f"访客{n}", phone=f"1380013800{n}") for n in range(3)]
    SubjectBattery.check_kind(VISIT, [visit.pk for visit in visits])
    SubjectBattery.check_kind(SITE, [cast.site.pk])
