"""A recipient passes the code on by a link, and takes it back; forged, void and collected links open nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from guanjia.custody.public import CustodyRefused, Handover, TakenBy
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.public import lock
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.parcels.actions.sharing import SHARED_FOR
from guanjia.frontdesk.parcels.public import (
    Arrival,
    CodeRefused,
    check_code,
    code_of,
    collect,
    read_share,
    receive,
    renew_code,
    share_code,
)
from tests.cast import Cast
from tests.portal.neighbours import OTHER_PHONE, PHONE, log_in, neighbours

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_whoever_collects_gets_name_and_code_by_a_link_that_ends(cast: Cast, client: Client) -> None:
    at = site_now(cast.site)
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    cast.site.held_at = at
    door = neighbours(cast.site, at, local(cast.site, at).date())
    arrival = Arrival(tracking_number="SF1234567890", unit=door.unit, person=door.wang, shelf="A1")
    parcel = receive(site=cast.site, arrival=arrival, actor=cast.rita, at=at)
    url = f"/p/home/yard/parcels/{parcel.pk}/"
    li = Client()
    log_in(client, cast.site, PHONE)
    log_in(li, cast.site, OTHER_PHONE)
    assert li.post(f"{url}share/", {"name": "李小红"}).status_code == 404
    assert client.post(f"{url}share/", {"name": " "}).status_code == 422
    first = link_in(client.post(f"{url}share/", {"name": "邻居李小红"}))
    stranger = Client()
    page = stranger.get(first)
    assert (
        page.status_code == 200 and code_of(parcel) in page.content.decode() and "邻居李小红" in page.content.decode()
    )
    assert "李小红" not in str([entry.changes for entry in timeline(("custody.item", parcel.item_id))])
    Site.objects.filter(pk=cast.site.pk).update(held_at=at + SHARED_FOR - SECOND)
    assert stranger.get(first).status_code == 200
    Site.objects.filter(pk=cast.site.pk).update(held_at=at + SHARED_FOR)
    assert stranger.get(first).status_code == 410
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    old = code_of(parcel)
    assert client.post(f"{url}renew/").status_code == 302
    parcel.refresh_from_db()
    assert code_of(parcel) != old and stranger.get(first).status_code == 410
    second = link_in(client.post(f"{url}share/", {"name": "李小红"}))
    given = Handover(to_name="李小红", as_whom=TakenBy.PROXY, relation="邻居", condition="完好", signature="李小红")
    collect(parcel=parcel, handover=given, code=code_of(parcel), actor=cast.rita, at=at)
    assert stranger.get(second).status_code == 410
    for forged in ("x", second.split("/")[-2][:-1], lock("hello"), lock('["mail", 1, 1, "x", "2026-01-01"]')):
        assert read_share(forged) is None


def test_a_locked_parcel_gets_no_new_code_from_its_recipient(cast: Cast) -> None:
    at = site_now(cast.site)
    door = neighbours(cast.site, at, local(cast.site, at).date())
    arrival = Arrival(tracking_number="SF1234567890", unit=door.unit, person=door.wang, shelf="A1")
    parcel = receive(site=cast.site, arrival=arrival, actor=cast.rita, at=at)
    for _guess in range(5):
        with pytest.raises(CodeRefused):
            check_code(parcel=parcel, code="000000", actor=cast.rita, at=at)
    parcel.refresh_from_db()
    with pytest.raises(CustodyRefused):
        renew_code(parcel=parcel, actor=None, at=at)
    with pytest.raises(CustodyRefused):
        share_code(parcel=parcel, name=" ", actor=None, at=at)


def link_in(answer: Any) -> str:
    """The address that the page offers to copy."""
    found = re.search(r'data-copy="https?://[^/]+([^"]+)"', answer.content.decode())
    assert found is not None, answer.content.decode()[-1500:]
    return found[1]
