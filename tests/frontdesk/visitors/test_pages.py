"""Every page of visitors: who may open it, what it says, what it prints."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.frontdesk.visitors.actions.access import add_facility, note_need
from guanjia.frontdesk.visitors.actions.gates import open_gate
from guanjia.frontdesk.visitors.public import Visit, VisitState, admit, arrive
from guanjia.frontdesk.visitors.queries.card import panel_rows, register_url
from guanjia.frontdesk.visitors.queries.handing import hanging_visits, pack_table
from guanjia.frontdesk.visitors.rules.access import FacilityKind, Need
from guanjia.frontdesk.visitors.views.papers import register_form
from guanjia.ui.card import Whom
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H, Home, invited, make_home, walked_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(cast: Cast) -> Home:
    cast.site.held_at = TEN
    cast.site.save()
    return make_home(cast)


def url(cast: Cast, name: str, *more: object) -> str:
    return reverse(f"visitors:{name}", args=[cast.site.code, *more])


@pytest.mark.parametrize(
    "name",
    [
        "visits",
        "inside",
        "muster",
        "register",
        "blank_form",
        "gates",
        "scans",
        "epidemic",
        "disinfection_log",
        "access",
    ],
)
def test_pages_are_for_the_site(cast: Cast, client: Client, home: Home, name: str) -> None:
    assert client.get(url(cast, name)).status_code == 302
    client.force_login(cast.charlie)
    assert client.get(url(cast, name)).status_code == 404
    for user in (cast.rita, cast.audrey):
        client.force_login(user)
        assert client.get(url(cast, name)).status_code == 200
    client.force_login(cast.cleo)
    assert client.get(url(cast, name)).status_code == 403


def test_lists_cost_the_same_for_three(
    cast: Cast, client: Client, home: Home, django_assert_max_num_queries: object
) -> None:
    client.force_login(cast.rita)
    for number in range(3):
        admit(visit=invited(cast, home, name=f"访客{number}", phone=f"1380013800{number}"), actor=None, at=TEN)
    for page in (f"{url(cast, 'visits')}?show=inside", url(cast, "inside")):
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            assert "访客2" in client.get(page).content.decode()


@pytest.mark.parametrize("words", ["王", "wanglaifang", "8000", "3-2-1201", "FK-20260305-0001"])
def test_a_visit_is_found(cast: Cast, client: Client, home: Home, words: str) -> None:
    invited(cast, home)
    client.force_login(cast.rita)
    assert "王来访" in client.get(url(cast, "visits"), {"q": words}).content.decode()


def test_a_walk_in_is_in_after_three_steps(cast: Cast, client: Client, home: Home) -> None:
    client.force_login(cast.rita)
    form = {
        "name": "赵陌生",
        "phone": "13700001234",
        "kind": "guest",
        "unit": "3栋2单元1201",
        "party": "1",
        "purpose": "送文件",
    }
    page = client.post(url(cast, "register"), form, follow=True)
    visit = Visit.objects.get()
    assert visit.state == VisitState.ARRIVED
    assert "只登记种类和后四位" in page.content.decode()
    act = lambda verb, **data: client.post(url(cast, "visit_act", visit.number, verb), data)  # noqa: E731
    assert act("admit").status_code == 422
    act("paper", paper="id_card", last4="123X")
    act("yes", host=str(home.owner.pk), how="phone")
    assert act("admit").status_code == 302
    visit.refresh_from_db()
    assert visit.state == VisitState.ADMITTED
    assert act("admit").status_code == 422, "the button pressed twice"
    act("out", met="yes")
    visit.refresh_from_db()
    assert (visit.state, visit.need_met) == (VisitState.DEPARTED, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"unit": "9-9-9999"}, "unit"),
        ({"phone": "abc"}, "phone"),
        ({"name": ""}, "name"),
        ({"unit": "", "kind": "courier"}, "几栋几号"),
        ({"party": "0"}, "party"),
        ({"purpose": "绝密：演习"}, "form"),
    ],
)
def test_a_bad_form_keeps_what_was_typed(
    cast: Cast, client: Client, home: Home, change: dict[str, str], field: str
) -> None:
    client.force_login(cast.rita)
    form = {"name": "赵陌生", "phone": "13700001234", "kind": "guest", "unit": "3-2-1201", "party": "1"} | change
    page = client.post(url(cast, "register"), form)
    assert page.status_code == 422
    assert not Visit.objects.exists()
    if field not in {"form", "name"}:
        assert "赵陌生" in page.content.decode()


@pytest.mark.parametrize("name", ["أحمد", "O'Neil <b>", "张三😀", "欧阳娜娜"])
def test_any_name_is_a_name(cast: Cast, client: Client, home: Home, name: str) -> None:
    client.force_login(cast.rita)
    form = {"name": name, "kind": "guest", "unit": "3-2-1201", "party": "1"}
    page = client.post(url(cast, "register"), form, follow=True).content.decode()
    assert Visit.objects.get().person.name == name
    assert "<b>" not in page.split("</h1>")[0].split("<h1")[-1].replace("<b class", "")


def test_an_auditor_reads_and_does_not_write(cast: Cast, client: Client, home: Home) -> None:
    visit = invited(cast, home)
    client.force_login(cast.audrey)
    page = client.get(url(cast, "visit", visit.number)).content.decode()
    assert "138****8000" in page
    assert client.post(url(cast, "visit_act", visit.number, "arrive")).status_code == 403


def test_a_stranger_does_not_read_a_visit_by_its_number(cast: Cast, client: Client, home: Home) -> None:
    visit = invited(cast, home)
    client.force_login(cast.charlie)
    assert client.get(url(cast, "visit", visit.number)).status_code == 404
    client.force_login(cast.mia)
    other = reverse("visitors:visit", args=[cast.other_site.code, visit.number])
    assert client.get(other).status_code == 404


@pytest.mark.parametrize("size", ["a4", "slip", "label"])
def test_the_pass_is_printed_in_three_sizes(cast: Cast, client: Client, home: Home, size: str) -> None:
    visit = invited(cast, home)
    client.force_login(cast.rita)
    page = client.get(url(cast, "pass_pdf", visit.number), {"size": size})
    assert page.content.startswith(b"%PDF")


def test_the_register_form_has_its_seven_fields(cast: Cast, client: Client, home: Home) -> None:
    visit = invited(cast, home, belongings="水果一箱")
    facts = dict(register_form(cast.site, visit)["facts"])
    assert len(register_form(cast.site, None)["facts"]) == 8, "seven fields and the paper"
    assert [facts[name] for name in ("访客", "事由", "随身物品")] == ["王来访", "看望", "水果一箱"]
    assert "陈业主" in facts["被访人"]
    client.force_login(cast.rita)
    assert client.get(url(cast, "form_pdf", visit.number)).content.startswith(b"%PDF")


def test_the_muster_list_is_printed(cast: Cast, client: Client, home: Home) -> None:
    admit(visit=invited(cast, home), actor=cast.gus, at=TEN)
    client.force_login(cast.gus)
    assert client.get(url(cast, "muster")).content.startswith(b"%PDF")


def test_visitors_register_themselves_and_wait_for_the_host(cast: Cast, client: Client, home: Home) -> None:
    gate = open_gate(site=cast.site, code="east", name="东门", zone="estate", actor=cast.mei, at=TEN)
    door = reverse("visitor_door", args=[gate.door_code])
    form = {"name": "孙自助", "phone": "13600001111", "unit": "3-2-1201", "kind": "guest", "party": "1"}
    page = client.get(door).content.decode()
    assert "90天后删除" in page
    own = client.post(door, form, follow=True).content.decode()
    visit = Visit.objects.get()
    assert (visit.way, visit.state, visit.confirmed_at) == ("self", "booked", None)
    assert "陈业主" not in own, "who lives there is nobody's business"
    assert "正在联系被访人" in own
    Visit.objects.update(confirmed_at=TEN)
    assert visit.code in client.get(reverse("visitor_pass", args=[visit.token])).content.decode()
    assert client.post(door, form | {"unit": "9-9-9"}).status_code == 422
    assert client.get(reverse("visitor_door", args=["nonsense"])).status_code == 404
    assert client.get(reverse("visitor_pass", args=["nonsense"])).status_code == 404


def test_a_flood_of_registrations_is_sent_to_the_desk(cast: Cast, client: Client, home: Home) -> None:
    gate = open_gate(site=cast.site, code="east", name="东门", zone="estate", actor=cast.mei, at=TEN)
    door = reverse("visitor_door", args=[gate.door_code])
    seed = walked_in(cast, home)
    copies = [
        Visit(**{f.attname: getattr(seed, f.attname) for f in Visit._meta.fields if f.name != "id"}) for _n in range(30)
    ]
    for number, copy in enumerate(copies):
        copy.number, copy.token, copy.way, copy.state = f"X{number}", f"t{number}", "self", "booked"
    Visit.objects.bulk_create(copies)
    form = {"name": "孙自助", "phone": "13600001111", "unit": "3-2-1201", "kind": "guest", "party": "1"}
    assert client.post(door, form).status_code == 429
    Visit.objects.update(made_at=TEN - timedelta(minutes=11))
    assert client.post(door, form).status_code == 302


def test_once_erased_nobody_sees_the_visitors_own_page(cast: Cast, client: Client, home: Home) -> None:
    visit = invited(cast, home)
    Visit.objects.update(erased_at=TEN)
    assert client.get(reverse("visitor_pass", args=[visit.token])).status_code == 404


def test_the_card_shows_who_is_expected_in_one_query(cast: Cast, home: Home, django_assert_num_queries: object) -> None:
    for number in range(3):
        invited(cast, home, name=f"访客{number}", phone=f"1380013800{number}", expected_at=TEN + H)
    whom = Whom((home.owner.pk,), (home.unit.pk,))
    with django_assert_num_queries(1):  # type: ignore[operator]
        rows = panel_rows(cast.site, whom, cast.rita, TEN)
    assert [row.text for row in rows] == ["访客0", "访客1", "访客2"]
    assert register_url(cast.site, whom).endswith(f"?unit={home.unit.pk}&person={home.owner.pk}")
    assert panel_rows(cast.site, Whom(), cast.rita, TEN) == []


def test_needs_are_kept_with_consent_and_used_at_the_next_visit(cast: Cast, client: Client, home: Home) -> None:
    visit = invited(cast, home)
    client.force_login(cast.rita)
    form = {"person": visit.person_id, "visit": visit.number, "needs": ["wheelchair"], "note": "走西侧坡道"}
    assert client.post(url(cast, "needs"), form).status_code == 422
    assert client.post(url(cast, "needs"), form | {"agreed": "on"}).status_code == 302
    again = invited(cast, home)
    page = client.get(url(cast, "visit", again.number)).content.decode()
    assert "走西侧坡道" in page
    assert "先询问" in page
    assert "平视" in page
    client.post(url(cast, "needs"), form | {"verb": "forget"})
    assert "走西侧坡道" not in client.get(url(cast, "visit", again.number)).content.decode()
    assert client.get(url(cast, "needs"), {"person": "999999"}).status_code == 404


def test_a_need_shows_on_the_muster_list(cast: Cast, client: Client, home: Home) -> None:
    visit = admit(visit=invited(cast, home), actor=cast.gus, at=TEN)
    note_need(site=cast.site, person=visit.person, needs=[Need.HEARING], note="", agreed=True, actor=cast.rita, at=TEN)
    client.force_login(cast.gus)
    assert "需协助" in client.get(url(cast, "inside")).content.decode()


def test_the_map_names_the_four_sorts(cast: Cast, client: Client, home: Home) -> None:
    for kind in FacilityKind:
        add_facility(site=cast.site, kind=kind, name=f"设施{kind}", where="1栋西侧", actor=cast.mei, at=TEN)
    client.force_login(cast.rita)
    page = client.get(url(cast, "access")).content.decode()
    for word in ("坡道或平缓通道", "无障碍电梯", "无障碍卫生间", "可借用轮椅", "无障碍车位", "导盲犬可进入任何区域"):
        assert word in page


def test_who_waits_is_handed_over_and_who_is_inside_stands_in_the_pack(cast: Cast, home: Home) -> None:
    admit(visit=invited(cast, home), actor=cast.gus, at=TEN)
    waiting = arrive(visit=walked_in(cast, home, name="等候", phone=""), where="前台", actor=cast.rita, at=TEN)
    assert [item.key for item in hanging_visits(cast.site, "frontdesk", TEN)] == [f"visitors.visit:{waiting.pk}"]
    assert hanging_visits(cast.site, "technician", TEN) == []
    assert [row[0] for row in pack_table(cast.site, TEN).rows] == ["王来访"]
