"""The register on the screen: who may see and keep it, a whole number shown once and written down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy, Relation, household
from guanjia.ui import card
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_noon(cast: Cast) -> Cast:
    """The cast on the day of the factories."""
    Site.objects.filter(pk=cast.site.pk).update(held_at=NOON)
    cast.site.refresh_from_db()
    return cast


def test_colleagues_read_strangers_find_nothing_nobody_anonymous(at_noon: Cast, client: Client):
    unit = make_unit(at_noon.site, "1201")
    person = make_resident(at_noon.site, "周明")
    settle(unit, person)
    base = f"/s/{at_noon.site.code}/homes/"
    for path in ("units/", "buildings/", f"units/{unit.pk}/", f"people/{person.pk}/"):
        for who, status in (
            (at_noon.rita, 200),
            (at_noon.gus, 200),
            (at_noon.audrey, 200),
            (at_noon.mia, 404),
            (at_noon.cleo, 403),
        ):
            client.force_login(who)
            assert client.get(base + path).status_code == status, (path, who.username)
        client.logout()
        assert client.get(base + path).status_code == 302


def test_the_file_of_a_home_shows_masks_and_panels(at_noon: Cast, client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(card, "_panels", {})
    card.register_panel(
        card.Panel("x", "Open items", lambda site, whom, user, at: [card.PanelRow(f"seen {whom.unit_ids}")])
    )
    unit = make_unit(at_noon.site, "1201")
    settle(unit, make_resident(at_noon.site, "周明", "13800138000"))
    client.force_login(at_noon.rita)
    page = client.get(f"/s/{at_noon.site.code}/homes/units/{unit.pk}/").content.decode()
    assert "138****8000" in page and "13800138000" not in page
    assert f"seen ({unit.pk},)" in page


def test_a_list_of_homes_costs_the_same_for_one_and_for_many(at_noon: Cast, client: Client):
    client.force_login(at_noon.rita)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/s/{at_noon.site.code}/homes/units/").status_code == 200
        return len(queries)

    settle(make_unit(at_noon.site), make_resident(at_noon.site))
    client.get(f"/s/{at_noon.site.code}/homes/units/")
    one = cost()
    for _ in range(4):
        settle(make_unit(at_noon.site), make_resident(at_noon.site))
    assert cost() == one


@pytest.mark.parametrize(
    ("use", "codes"),
    [("lived_in", ["3-2-1201"]), ("empty", ["3-2-1202", "3-2-1203"]), ("not_handed_over", ["3-2-1203"])],
)
def test_homes_by_use(at_noon: Cast, client: Client, use: str, codes: list[str]):
    lived, empty, waiting = (
        make_unit(at_noon.site, number, delivered_on=day)
        for number, day in (("1201", TODAY), ("1202", TODAY), ("1203", None))
    )
    settle(lived, make_resident(at_noon.site))
    settle(empty, make_resident(at_noon.site), lives_here=False)
    client.force_login(at_noon.rita)
    page = client.get(f"/s/{at_noon.site.code}/homes/units/?use={use}").content.decode()
    assert [unit.code for unit in (lived, empty, waiting) if f"/units/{unit.pk}/" in page] == codes


def test_a_known_telephone_asks_who_it_is(at_noon: Cast, client: Client):
    unit, known = make_unit(at_noon.site), make_resident(at_noon.site, "周明", "13800138000")
    client.force_login(at_noon.rita)
    at = f"/s/{at_noon.site.code}/homes/units/{unit.pk}/add/"
    typed = {"name": "李红", "phone": "138 0013 8000", "relation": "owner", "lives_here": "on"}
    asked = client.post(at, typed)
    assert asked.status_code == 422 and "周明" in asked.content.decode() and "李红" in asked.content.decode()
    assert client.post(at, typed | {"known": "new"}).status_code == 302
    assert client.post(at, typed | {"known": str(known.pk), "relation": "family"}).status_code == 302
    rows = household(unit.pk, TODAY).rows
    assert [(row.person.name, row.relation) for row in rows] == [("李红", "owner"), ("周明", "family")]


def test_a_second_owner_is_refused_in_words_and_keeps_what_was_typed(at_noon: Cast, client: Client):
    unit = make_unit(at_noon.site)
    settle(unit, make_resident(at_noon.site))
    client.force_login(at_noon.rita)
    typed = {"name": "李红", "phone": "13700137000", "relation": "owner"}
    answer = client.post(f"/s/{at_noon.site.code}/homes/units/{unit.pk}/add/", typed, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 422 and "李红" in answer.content.decode()
    assert Occupancy.objects.filter(unit=unit).count() == 1


def test_a_whole_number_is_shown_once_and_written_down(at_noon: Cast, client: Client):
    unit, person = make_unit(at_noon.site), make_resident(at_noon.site, "周明", "13800138000")
    settle(unit, person)
    at = f"/s/{at_noon.site.code}/homes/people/{person.pk}/show/"
    for who, status in ((at_noon.audrey, 403), (at_noon.carl, 403)):
        client.force_login(who)
        assert client.post(at, {"field": "phone"}).status_code == status
    client.force_login(at_noon.rita)
    assert "13800138000" in client.post(at, {"field": "phone"}, follow=True).content.decode()
    assert Entry.objects.filter(action="reveal", subject_id=person.pk, actor_id=at_noon.rita.pk).count() == 1
    client.post(at, {"field": "identity"})
    assert Entry.objects.filter(action="reveal").count() == 1


def test_a_lease_is_extended_and_a_relation_ended_from_its_page(at_noon: Cast, client: Client):
    unit = make_unit(at_noon.site)
    row = settle(unit, make_resident(at_noon.site), Relation.LESSEE)
    client.force_login(at_noon.rita)
    base = f"/s/{at_noon.site.code}/homes/relations/{row.pk}/"
    assert client.post(base + "extend/", {"on": "2020-01-01"}).status_code == 422
    assert client.post(base + "extend/", {"on": "2027-12-31"}).status_code == 302
    assert client.post(base + "contact/").status_code == 302
    assert client.post(base + "end/", {"on": str(TODAY + timedelta(days=1)), "reason": "moved"}).status_code == 302
    row.refresh_from_db()
    assert row.until == TODAY + timedelta(days=1)
    assert client.get(f"/s/{at_noon.site.code}/homes/units/{unit.pk}/").status_code == 200


def test_the_box_finds_an_occupier(at_noon: Cast, client: Client):
    person = make_resident(at_noon.site, "周明远", "13800138000")
    settle(make_unit(at_noon.site), person)
    client.force_login(at_noon.rita)
    for typed in ("明远", "zhoumy", "zmy", "8000"):
        page = client.get(f"/s/{at_noon.site.code}/search/", {"q": typed}).content.decode()
        assert (f"/homes/people/{person.pk}/" in page) is (typed != "zhoumy"), typed
