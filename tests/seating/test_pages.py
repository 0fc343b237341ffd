"""The pages: an order is pasted, a plan drawn, changed, confirmed, printed; a leader does not come. Strangers see nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook

from guanjia.conference.models import Event, Guest
from guanjia.seating.models import Reseating, SeatPlan, SignedOrder, Wish
from guanjia.seating.queries.charts import picture_of
from guanjia.seating.queries.pages import page_of
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import PlanState, Scene
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.seating.plans import NAMES, ordered, planned

pytestmark = pytest.mark.django_db


def at(event: Event, name: str, *more: object) -> str:
    return reverse(f"seating:{name}", args=[event.site.code, event.ref, *more])


def of(plan: SeatPlan, name: str, *more: object) -> str:
    return reverse(f"seating:{name}", args=[plan.site.code, plan.pk, *more])


def test_from_the_pasted_order_to_the_confirmed_plan(client: Client, cast: Cast) -> None:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    client.force_login(cast.alice)
    assert client.get(at(event, "order")).status_code == 200
    data = {"lines": "1 赵一\n1 钱二", "tie_by": "strokes", "signed_by": "周秘书长", "signed_on": "2026-03-01"}
    refused = client.post(at(event, "order"), data)
    assert refused.status_code == 422 and "主宾" in refused.content.decode() and "1 赵一" in refused.content.decode()
    assert client.post(at(event, "order"), data | {"lines": "1 赵一\n2 钱二\n3 孙三"}).status_code == 302
    page = client.get(at(event, "seats")).content.decode()
    assert "周秘书长" in page and "孙三" in page
    guests = list(Guest.objects.filter(event=event).order_by("rank_no"))
    new = at(event, "new", "rostrum")
    assert client.get(new).status_code == 200 and client.post(new, {}).status_code == 422
    parts = {f"part-{guest.pk}": "seat" for guest in guests}
    assert client.post(new, {**parts, "title": "主席台"}).status_code == 302
    plan = SeatPlan.objects.get()
    drawn = client.get(of(plan, "plan")).content.decode()
    assert drawn.index("孙三") < drawn.index("赵一") < drawn.index("钱二") and "<svg" in drawn
    chosen = client.get(of(plan, "plan") + "?seat=R1-1").content.decode()
    assert "第1排左起第1位" in chosen
    client.post(of(plan, "act", "choose"), {"rev": 1, "guest": guests[1].pk, "key": "R1-1"})
    assert plan.seated.get(guest=guests[1]).key == "R1-1"
    stale = client.post(of(plan, "act", "choose"), {"rev": 1, "guest": guests[2].pk, "key": "R1-1"}, follow=True)
    assert "重新查看" in stale.content.decode()
    client.post(of(plan, "act", "confirm"), {"rev": 2, "name": "周秘书长"})
    plan.refresh_from_db()
    assert plan.stage is PlanState.CONFIRMED
    assert client.get(of(plan, "paper")).content[:4] == b"%PDF"
    unread = client.post(of(plan, "cards"), follow=True).content.decode()
    assert "还不能印制" in unread or "赵一" in unread


def test_a_leader_does_not_come(client: Client, cast: Cast) -> None:
    event = ordered(cast, *NAMES[:5])
    plan = planned(cast, event)
    planned(cast, event, scene=SeatPlan(scene="car").kind)
    client.force_login(cast.lin)
    gone = Guest.objects.get(event=event, name="孙三")
    seen = client.get(at(event, "absence") + f"?guest={gone.pk}").content.decode()
    assert "2人需要换位" in seen and "若用B排法则为1人" in seen and gone.state == "invited"
    done = client.post(at(event, "absence"), {"guest": gone.pk, "reason": "出差"}, follow=True)
    told = done.content.decode()
    assert "撤下座签" in told and "赵一 → 钱二 → 李四 → 周五" in told and "号车" in told
    made = Reseating.objects.get(plan=plan)
    assert client.get(reverse("seating:moves_paper", args=[cast.site.code, made.pk])).content[:4] == b"%PDF"
    client.force_login(cast.bob)
    client.post(reverse("seating:moves_done", args=[cast.site.code, made.pk]))
    made.refresh_from_db()
    assert made.done_by == cast.bob
    assert "待调整座签" in client.get(at(event, "seats")).content.decode(), "the cars still wait"


def test_wishes_flags_and_awards(client: Client, cast: Cast) -> None:
    event = ordered(cast, *NAMES[:4])
    client.force_login(cast.alice)
    one, other = Guest.objects.filter(event=event).order_by("rank_no")[:2]
    assert client.post(at(event, "wish"), {"kind": "apart", "one": one.pk, "other": one.pk}).status_code == 422
    client.post(at(event, "wish"), {"kind": "apart", "one": one.pk, "other": other.pk})
    wish = Wish.objects.get()
    assert "不能同坐" in client.get(at(event, "seats")).content.decode()
    client.post(at(event, "wish"), {"drop": wish.pk})
    assert not Wish.objects.exists()
    shown = client.post(at(event, "flags"), {"form": "bilateral", "others": "法国"}).content.decode()
    assert shown.index("法国</b>") < shown.index("中国</b>")
    assert client.post(at(event, "flags"), {"form": "row", "others": "德国\n德国"}).status_code == 422
    assert client.post(at(event, "flags"), {"form": "row", "others": "德国", "print": "1"}).content[:4] == b"%PDF"
    data = {"recipients": "甲\n乙\n丙", "presenters": "赵一", "ushers": "礼仪", "size": 2}
    assert "第2批" in client.post(at(event, "awards"), data).content.decode()
    assert client.post(at(event, "awards"), data | {"print": "1"}).content[:4] == b"%PDF"


def test_a_sheet_is_an_order(client: Client, cast: Cast) -> None:
    event = make_event(cast.site)
    book, file = Workbook(), BytesIO()
    for line in (
        ["签发名单"],
        ["序号", "姓名", "单位", "职务"],
        [1, "赵一", "甲局", "局长"],
        [2, "钱二", "乙局", "处长"],
    ):
        book.active.append(line)
    book.save(file)
    file.seek(0)
    file.name = "order.xlsx"
    client.force_login(cast.alice)
    data = {"sheet": file, "tie_by": "strokes", "signed_by": "周", "signed_on": "2026-03-01"}
    assert client.post(at(event, "order"), data).status_code == 302
    assert SignedOrder.objects.get().lines.count() == 2
    broken = {"lines": "", "tie_by": "strokes", "signed_by": "周", "signed_on": "2026-03-01"}
    assert client.post(at(event, "order"), broken).status_code == 422


def test_who_sees_what(client: Client, cast: Cast) -> None:
    event = ordered(cast, *NAMES[:3])
    plan = planned(cast, event)
    pages = [at(event, "seats"), of(plan, "plan"), of(plan, "screen")]
    for user, status in ((cast.bob, 200), (cast.charlie, 404), (cast.mia, 404)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {status}
    client.force_login(cast.bob)
    assert client.post(of(plan, "act", "drop"), {"rev": 1}).status_code in (403, 404)
    event.secrecy = "internal"
    event.save(update_fields=["secrecy"])
    assert "赵一" not in client.get(of(plan, "screen")).content.decode(), "an internal meeting shows no name"
    event.secrecy = "controlled"
    event.save(update_fields=["secrecy"])
    assert client.get(at(event, "seats")).status_code == 404


def test_the_event_page_leads_to_its_seats(client: Client, cast: Cast) -> None:
    event = ordered(cast, *NAMES[:2])
    client.force_login(cast.alice)
    url = reverse("conference:event", args=[cast.site.code, event.ref])
    assert at(event, "seats") in client.get(url).content.decode()


def test_two_number_ones_on_the_guest_list_are_named_and_not_drawn(client: Client, cast: Cast) -> None:
    event = ordered(cast, "赵一客", "钱二客", "孙三主")
    before = planned(cast, event, Scene.TALKS)
    assert not page_of(picture_of(before)).warnings
    Guest.objects.filter(event=event).update(rank_no=1)
    with pytest.raises(SeatingRefused, match="赵一、钱二"):
        planned(cast, event, Scene.TALKS)
    with pytest.raises(SeatingRefused, match="赵一、钱二、孙三"):
        planned(cast, event)
    client.force_login(cast.alice)
    parts = {f"part-{guest.pk}": "G" if guest.name != "孙三" else "H" for guest in Guest.objects.filter(event=event)}
    for language, word in (("zh-hans", "主宾"), ("en", "Two guests of honour")):
        with override(language):
            client.cookies["django_language"] = language
            refused = client.post(at(event, "new", "talks"), parts, headers={"accept-language": language})
            told = refused.content.decode()
            assert (
                refused.status_code == 422 and word in told and "赵一、钱二" in told and "赵一、钱二、孙三" not in told
            )
            drawn = client.get(of(before, "plan"), headers={"accept-language": language}).content.decode()
            assert word in drawn and "赵一、钱二" in drawn, "a plan drawn before says so"
    Guest.objects.filter(event=event, name="钱二").update(rank_no=2)
    assert client.post(at(event, "new", "talks"), parts).status_code == 302, "each side has its own number 1"


def test_interpreters_are_drawn_and_nobody_takes_notes_at_dinner(client: Client, cast: Cast) -> None:
    event = ordered(cast, "赵一客", "孙三主", "译员客")
    client.force_login(cast.alice)
    people = {guest.name: f"part-{guest.pk}" for guest in Guest.objects.filter(event=event)}
    for scene in ("signing", "sofa", "talks", "banquet"):
        form = client.get(at(event, "new", scene)).content.decode()
        assert 'value="GI"' in form and ('value="GN"' in form) is (scene != "banquet")
        assert ("不做记录" in form) is (scene == "banquet")
        parts = {people["赵一"]: "G", people["孙三"]: "H", people["译员"]: "GI"}
        assert client.post(at(event, "new", scene), parts).status_code == 302
        plan = SeatPlan.objects.get(event=event, scene=scene)
        assert plan.seated.get(guest__name="译员").key == "G-interpreter"
        assert "译员" in client.get(of(plan, "plan")).content.decode()
    notes = client.post(at(event, "new", "banquet"), parts | {people["译员"]: "GN"})
    assert notes.status_code == 422 and "不做记录" in notes.content.decode()
