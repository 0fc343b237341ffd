"""An outage of the register stands on the portal at once, is a notice to post, and ends with the outage."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.public import Notice
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.homes.public import Outage, OutageKind, announce_outage, end_outage, extend_outage
from guanjia.people.public import Occupancy, Relation
from guanjia.portal.actions.accounts import account_of
from guanjia.portal.actions.outage_notices import follow_outage
from guanjia.portal.models import Announcement, Told
from guanjia.portal.rules.announcements import AnnouncementState
from tests.cast import Cast
from tests.portal.neighbours import PHONE, log_in, neighbours

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
S = AnnouncementState


def announced(cast: Cast, at: Any, door: Any, **more: Any) -> Outage:
    usual = {"words": "主管爆裂", "starts_at": at, "expected_end": at + 3 * HOUR, "planned": False}
    scopes = [(door.unit.building, None)]
    return announce_outage(
        site=cast.site, kind=OutageKind.WATER, scopes=scopes, actor=cast.rita, at=at, **(usual | more)
    )


def states() -> list[tuple[str, str]]:
    return list(Announcement.objects.order_by("pk").values_list("source", "state"))


def test_an_outage_is_on_the_portal_at_once_and_a_notice_until_it_is_over(cast: Cast, client: Client) -> None:
    at = site_now(cast.site)
    Site.objects.filter(pk=cast.site.pk).update(held_at=at, settings={"phone": "0571-88880000"})
    cast.site.refresh_from_db()
    door = neighbours(cast.site, at, local(cast.site, at).date())
    mei = Occupancy.objects.create(site=cast.site, unit=door.unit, person=door.qian, relation=Relation.FAMILY)
    users = {person.pk: account_of(site=cast.site, person=person, at=at) for person in (door.wang, mei.person)}
    outage = announced(cast, at, door)
    log_in(client, cast.site, PHONE)
    assert "主管爆裂" in client.get("/p/home/yard/").content.decode(), "before anything was carried"
    relay(now=at)
    made = Announcement.objects.get()
    assert made.stage is S.PUBLISHED and made.building_ids == [door.unit.building_id] and made.ends_at == at + 3 * HOUR
    assert made.title == "3栋供水暂停" and "主管爆裂" in made.body and "0571-88880000" in made.contact
    assert set(Told.objects.values_list("user_id", flat=True)) == {user.pk for user in users.values()}
    rung = Notice.objects.filter(template="portal.announced").values_list("user_id", flat=True)
    assert list(rung) == [users[door.qian.pk].pk], "the first contact was written to by the register already"
    extend_outage(outage=outage, expected_end=at + 5 * HOUR, actor=cast.rita, at=at + HOUR, reason="配件未到")
    relay(now=at + HOUR)
    relay(now=at + HOUR)
    one, two = (f"homes.outage:{outage.pk}:{rev}" for rev in (1, 2))
    assert states() == [(one, S.WITHDRAWN), (two, S.PUBLISHED)]
    end_outage(outage=outage, actor=cast.rita, at=at + 4 * HOUR)
    relay(now=at + 4 * HOUR)
    assert states() == [(one, S.WITHDRAWN), (two, S.WITHDRAWN)]
    assert "主管爆裂" not in client.get("/p/home/yard/").content.decode()


def test_news_that_was_overtaken_publishes_nothing_old(cast: Cast) -> None:
    at = site_now(cast.site)
    door = neighbours(cast.site, at, local(cast.site, at).date())
    outage = announced(cast, at, door)
    end_outage(outage=outage, actor=cast.rita, at=at + HOUR)
    relay(now=at + HOUR)
    assert not Announcement.objects.exists()
    again = announced(cast, at, door)
    first = follow_outage(outage=again, actor=cast.rita, at=at)
    assert follow_outage(outage=again, actor=cast.rita, at=at) == first and Announcement.objects.count() == 1
