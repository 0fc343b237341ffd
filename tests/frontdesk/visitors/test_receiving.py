"""Shown the way, given a badge that comes back, called up when the house is emptied, received at a kiosk (W13)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.custody.public import Item, LoanKind, add_loanable, unbalanced
from guanjia.duties.public import Duty, plan_dirty
from guanjia.frontdesk.visitors.actions.access import note_need
from guanjia.frontdesk.visitors.actions.mustering import begin_muster, end_muster, mark_line
from guanjia.frontdesk.visitors.actions.receiving import give_badge, show_way, take_badge
from guanjia.frontdesk.visitors.models import Gate, Muster, MusterLine, Visit
from guanjia.frontdesk.visitors.public import VisitKind, VisitRefused, VisitState, admit, arrive, sign_out
from guanjia.frontdesk.visitors.rules.access import Need
from guanjia.frontdesk.visitors.rules.guiding import Guide, guides_of
from guanjia.frontdesk.visitors.rules.kiosk import LOCKED_FOR, MOST_TRIES
from guanjia.frontdesk.visitors.rules.muster import LineState, end_lacks_words, still_missing
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Presence, enter
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H, M, invited, make_home, walked_in
from tests.frontdesk.visitors.test_gates import a_gate
from tests.harness.race import race

S, L, G = VisitState, LineState, Guide


@pytest.mark.parametrize(
    ("kind", "inside", "helped", "ways"),
    [
        (VisitKind.GUEST, False, False, (G.WAITING,)),
        (VisitKind.VIP, False, False, (G.WAITING,)),
        (VisitKind.GUEST, True, False, (G.TOLD, G.LED)),
        (VisitKind.GUEST, True, True, (G.LED, G.TOLD)),
        (VisitKind.VIP, True, False, (G.LED,)),
        (VisitKind.FOOD, True, False, (G.LANE,)),
    ],
)
def test_where_a_visitor_is_shown(kind: VisitKind, inside: bool, helped: bool, ways: tuple[Guide, ...]) -> None:
    assert guides_of(kind, inside=inside, helped=helped) == ways


@pytest.mark.django_db
def test_who_waits_is_shown_the_waiting_area_and_who_is_in_the_way(cast: Cast) -> None:
    visit = arrive(visit=walked_in(cast, make_home(cast)), where="前台", actor=cast.rita, at=TEN)
    with pytest.raises(VisitRefused):
        show_way(visit=visit, guide=G.LED, actor=cast.rita, at=TEN)
    assert show_way(visit=visit, guide=G.WAITING, actor=cast.rita, at=TEN).guided == "waiting"
    guest = invited(cast, make_home(cast, "3-2-1301", "李业主"), name="另一位", phone="13800138009")
    admit(visit=guest, actor=cast.rita, at=TEN)
    with pytest.raises(VisitRefused):
        show_way(visit=guest, guide=G.WAITING, actor=cast.rita, at=TEN)
    helped = {"needs": [Need.WHEELCHAIR], "note": "", "agreed": True}
    need = note_need(site=guest.site, person=guest.person, actor=cast.rita, at=TEN, **helped)
    assert need.last_used_at is None
    assert show_way(visit=guest, guide=G.LED, actor=cast.rita, at=TEN).guided == "led"
    need.refresh_from_db()
    assert need.last_used_at == TEN, "what was kept with consent says when it was used"


@pytest.mark.django_db
def test_a_badge_is_lent_and_one_that_does_not_come_back_is_chased(cast: Cast) -> None:
    badge = add_loanable(site=cast.site, kind=LoanKind.BADGE, code="FK-01", name="访客证01", hours=12)
    visit = invited(cast, make_home(cast))
    with pytest.raises(VisitRefused):
        give_badge(visit=visit, badge=badge, actor=cast.rita, at=TEN)
    admit(visit=visit, actor=cast.rita, at=TEN)
    give_badge(visit=visit, badge=badge, actor=cast.rita, at=TEN)
    with pytest.raises(VisitRefused):
        give_badge(visit=visit, badge=badge, actor=cast.rita, at=TEN)
    sign_out(visit=visit, actor=cast.gus, at=TEN + H)
    plan_dirty(now=TEN + H)
    item = Item.objects.get()
    assert item.is_open and Duty.objects.filter(subject_kind="custody.item", subject_id=item.pk).exists()
    assert take_badge(visit=visit, actor=cast.rita, at=TEN + 2 * H)
    assert not take_badge(visit=visit, actor=cast.rita, at=TEN + 2 * H)
    assert not Item.objects.get().is_open and unbalanced(cast.site) == []


@pytest.mark.parametrize(
    ("missing", "words", "lacks"), [(0, "", False), (1, "", True), (1, " ", True), (1, "119", False)]
)
def test_a_roll_call_with_somebody_missing_ends_with_words(missing: int, words: str, lacks: bool) -> None:
    assert end_lacks_words(missing, words) is lacks


def test_a_line_may_stand_for_several() -> None:
    assert still_missing([(L.MISSING, 3), (L.SAFE, 2), (L.LEFT, 1), (L.MISSING, 1)]) == 4


@pytest.mark.django_db
def test_everybody_inside_is_called_up_and_ticked_on_the_telephone(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    visit = invited(cast, make_home(cast), party=3)
    admit(visit=visit, actor=cast.rita, at=TEN)
    enter(site=cast.site, kind=Presence.Kind.STAFF, ref=("people.user", cast.tom.pk), at=TEN)
    client.force_login(cast.gus)
    page = reverse("visitors:muster_call", args=["yard"])
    assert client.post(page, {"reason": " "}).status_code == 422
    assert client.post(page, {"reason": "火警演练"}).status_code == 302
    assert client.post(page, {"reason": "再来"}).status_code == 422, "one at a time"
    text = client.get(page).content.decode()
    assert "王来访" in text and "Tom" in text and "3-2-1201" in text and "4</b> / 4" in text
    muster = Muster.objects.get()
    sign_out(visit=visit, actor=cast.gus, at=TEN + M)
    assert muster.lines.count() == 2, "who was inside at that moment is called up, whoever leaves meanwhile"
    for line in muster.lines.all():
        assert client.post(reverse("visitors:muster_mark", args=["yard", line.pk, "safe"])).status_code == 302
    assert client.post(reverse("visitors:muster_mark", args=["yard", line.pk, "safe"])).status_code == 422
    client.post(reverse("visitors:muster_mark", args=["yard", line.pk, "missing"]))
    end = reverse("visitors:muster_end", args=["yard", muster.pk])
    assert client.post(end, {"outcome": ""}).status_code == 422
    assert client.post(end, {"outcome": "缺一人，已告知119"}).status_code == 302
    with pytest.raises(MoveRefused):
        mark_line(
            line=MusterLine.objects.select_related("muster__site").get(pk=line.pk), to=L.SAFE, actor=cast.gus, at=TEN
        )
    assert Muster.objects.get().outcome == "缺一人，已告知119"
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404
    begin_muster(site=cast.site, reason="第二次", actor=cast.mei, at=TEN + H)
    client.force_login(cast.audrey)
    assert client.get(page).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_roll_calls_at_one_instant_are_one(cast_committed: Cast) -> None:
    cast = cast_committed
    begin = lambda: begin_muster(site=cast.site, reason="火警", actor=cast.mei, at=TEN)  # noqa: E731
    outcomes = race([begin, begin])
    assert sum(isinstance(each, Muster) for each in outcomes) == 1
    end_muster(muster=Muster.objects.get(), outcome="", actor=cast.mei, at=TEN)


@pytest.mark.django_db
def test_a_kiosk_receives_by_code_and_without_one(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    gate = a_gate(cast)
    Gate.objects.update(waiting="大堂左侧沙发")
    visit = invited(cast, make_home(cast))
    kiosk = reverse("visitor_kiosk", args=[gate.door_code])
    assert client.post(kiosk, {"code": "00000000"}).status_code == 422
    done = client.post(kiosk, {"code": visit.code})
    page = client.get(done["Location"]).content.decode()
    assert "陈业主" not in page and "3-2-1201" not in page, "no name of a host, no door on a public screen"
    visit.refresh_from_db()
    assert visit.state == S.CONFIRMED
    assert client.get(reverse("visitor_kiosk_badge", args=[gate.door_code, visit.token])).content[:5] == b"%PDF-"
    assert client.post(kiosk, {"code": visit.code}).status_code == 422, "a code is used once"
    form = reverse("visitor_kiosk_form", args=[gate.door_code])
    typed = {"name": "赵陌生", "phone": "13800138001", "unit": "9-9-9", "kind": "guest", "party": "1"}
    answer = client.post(form, typed)
    assert answer.status_code == 422 and "赵陌生" in answer.content.decode()
    answer = client.post(form, typed | {"unit": "3-2-1201"})
    walk_in = Visit.objects.get(way="self")
    assert walk_in.state == S.ARRIVED and walk_in.token in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("visitor_kiosk_badge", args=[gate.door_code, walk_in.token])).status_code == 404
    assert client.get(reverse("visitor_kiosk", args=["nowhere"])).status_code == 404


@pytest.mark.django_db
def test_codes_guessed_at_a_kiosk_close_its_field_for_a_while(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    gate, visit = a_gate(cast), invited(cast, make_home(cast))
    kiosk = reverse("visitor_kiosk", args=[gate.door_code])
    for _guess in range(MOST_TRIES):
        assert client.post(kiosk, {"code": "00000000"}).status_code == 422
    assert client.post(kiosk, {"code": visit.code}).status_code == 422, "even the right one is not taken now"
    cast.site.held_at = TEN + LOCKED_FOR - timedelta(seconds=1)
    cast.site.save()
    assert client.post(kiosk, {"code": visit.code}).status_code == 422
    cast.site.held_at = TEN + LOCKED_FOR
    cast.site.save()
    assert client.post(kiosk, {"code": visit.code}).status_code == 302


@pytest.mark.django_db
def test_a_guard_calls_the_host_lets_in_and_lets_a_rider_by_the_lane(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    gate = a_gate(cast)
    visit = walked_in(cast, make_home(cast), kind=VisitKind.SALES)
    arrive(visit=visit, where="东门", actor=cast.gus, at=TEN)
    client.force_login(cast.gus)
    act = lambda verb: reverse("visitors:gate_waiting_act", args=["yard", gate.code, visit.number, verb])  # noqa: E731
    page = reverse("visitors:gate_waiting", args=["yard", gate.code])
    assert "13900001111" not in client.get(page).content.decode()
    assert "13900001111" in client.post(act("call")).content.decode(), "the number is shown when it is asked for"
    assert client.post(act("paper"), {"paper": "id_card", "last4": "12"}).status_code == 422
    assert client.post(act("in")).status_code == 422
    assert client.post(act("paper"), {"paper": "id_card", "last4": "123X"}).status_code == 302
    assert client.post(act("yes")).status_code == 302
    assert client.post(act("in")).status_code == 302
    visit.refresh_from_db()
    assert visit.state == S.ADMITTED
    lane = reverse("visitors:gate_lane", args=["yard", gate.code])
    answer = client.post(lane, {"unit": "9-9-9", "kind": "food", "name": "蓝骑士"})
    assert answer.status_code == 422 and "蓝骑士" in answer.content.decode()
    assert client.post(lane, {"unit": "3-2-1201", "kind": "food"}).status_code == 302
    rider = Visit.objects.get(kind="food")
    assert (rider.state, rider.zones) == (S.ADMITTED, ["lane"])
    assert client.get(reverse("visitors:gate_quick", args=["yard", gate.code])).status_code == 200
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404
