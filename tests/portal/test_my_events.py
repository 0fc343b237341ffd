"""A client with an account follows their own events and nobody else's; a controlled one is on no list (FIELD 1)."""

from datetime import timedelta

import pytest
from django.test import Client

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import Contact, Organisation, User
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
PAGE = "/s/yard/my-events/"


def behind(cast: Cast) -> Person:
    """The person behind Cleo's account, with an address that the house keeps."""
    private = {"email": "Cleo@Example.org"}
    person = make_person(site=cast.site, name="克莱奥", actor=None, at=NINE, link="client", private=private)
    User.objects.filter(pk=cast.cleo.pk).update(person_id=person.pk)
    return person


def test_a_client_sees_the_events_of_their_address_and_of_their_organisation(cast: Cast, client: Client) -> None:
    person = behind(cast)
    lotus = Organisation.objects.create(company=cast.company, name="莲花公司")
    Contact.objects.create(organisation=lotus, name="克莱奥", person_id=person.pk)
    mine = make_event(cast.site, title="莲花年会", contact_email="cleo@example.org", coordinator=cast.alice)
    make_sitting(mine, make_room(cast.site, name="一号厅"), 0, 120)
    arrange_blocks(event=mine, actor=cast.alice, at=NINE)
    make_event(cast.site, title="莲花培训", organisation=lotus)
    make_event(cast.site, title="别家的会", contact_email="other@example.org")
    make_event(cast.site, title="HY-1", contact_email="cleo@example.org", secrecy=Secrecy.CONTROLLED)
    make_event(cast.other_site, title="另一处", contact_email="cleo@example.org")
    client.force_login(cast.cleo)
    page = client.get(PAGE).content.decode()
    assert "莲花年会" in page and "一号厅" in page and str(cast.alice) in page and "莲花培训" in page
    assert "别家的会" not in page and "HY-1<" not in page and "另一处" not in page
    assert client.get("/s/", follow=True).request["PATH_INFO"] == PAGE


def test_what_comes_next_stands_first_and_what_is_over_last(cast: Cast, client: Client) -> None:
    behind(cast)
    now, day = site_now(cast.site), timedelta(days=1)
    spans = {"前天": -2, "昨天": -1, "明天": 1, "下月": 30}
    for title, days in spans.items():
        start = now + days * day
        make_event(cast.site, title=title, contact_email="cleo@example.org", starts_at=start, ends_at=start + day / 24)
    make_event(cast.site, title="未定", contact_email="cleo@example.org")
    client.force_login(cast.cleo)
    page = client.get(PAGE).content.decode()
    assert sorted([*spans, "未定"], key=page.index) == ["明天", "下月", "未定", "昨天", "前天"]


def test_an_address_that_an_account_gives_itself_opens_nothing(cast: Cast, client: Client) -> None:
    make_event(cast.site, title="没有联系人的会", contact_email="")
    make_event(cast.site, title="别家的会", contact_email="other@example.org")
    User.objects.filter(pk=cast.cleo.pk).update(email="other@example.org")
    client.force_login(cast.cleo)
    page = client.get(PAGE)
    assert page.status_code == 200 and "的会<" not in page.content.decode() and "别家" not in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("audrey", 200), ("charlie", 404), (None, 302)])
def test_who_opens_it(cast: Cast, client: Client, who: str | None, status: int) -> None:
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(PAGE).status_code == status


def test_many_events_cost_as_many_queries(cast: Cast, client: Client, django_assert_max_num_queries: object) -> None:
    behind(cast)
    for _number in range(5):
        make_event(cast.site, contact_email="cleo@example.org")
    client.force_login(cast.cleo)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(PAGE)
