"""Every list page asks the database as often for many rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanjia.conference.models import Guest
from guanjia.kernel import clock
from guanjia.people.public import Roles
from guanjia.servicedesk.public import WorkOrder
from tests.cast import Cast
from tests.factories.conference import make_event
from tests.factories.people import make_member, make_organisation
from tests.factories.places import make_room
from tests.factories.posts import make_post


def more(cast: Cast, event: object, first: int, count: int) -> None:
    for number in range(first, first + count):
        room = make_room(cast.site)
        make_event(cast.site, organisation=make_organisation(cast.site))
        make_post(cast.site)
        make_member(cast.site, Roles.ATTENDANT)
        Guest.objects.create(site=cast.site, event=event, name=f"Guest {number}")
        WorkOrder.objects.create(
            site=cast.site,
            number=f"BX-{number}",
            title="Lamp",
            place=room.spaces.get(),
            assignee=cast.tom,
            opened_at=clock.now(),
        )


PAGES = [
    "conference/?state=all",
    "conference/e/{ref}/guests/",
    "places/rooms/",
    "orders/?show=all",
    "people/",
    "posts/",
    "organisations/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_list_asks_as_often_for_many_rows_as_for_one(cast: Cast, client: Client, path: str) -> None:
    event = make_event(cast.site)
    client.force_login(cast.mei)
    address = f"/s/yard/{path.format(ref=event.ref)}"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    more(cast, event, 0, 1)
    asked()
    one = asked()
    more(cast, event, 1, 15)
    assert asked() == one
