"""What the portal does with a resident's own data is done at the counter too, with a look at a paper and a receipt."""

from typing import Any

import pytest
from django.test import Client

from guanjia.foundation.persons.public import Consent, give_consent
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.desk.public import ProxyService
from guanjia.portal.models import ErasureAsk
from guanjia.portal.views.counter import data_url
from guanjia.ui.card import Whom
from tests.cast import Cast
from tests.portal.neighbours import neighbours

pytestmark = pytest.mark.django_db


def test_consent_and_erasure_are_asked_at_the_counter_with_a_paper_and_a_receipt(client: Client, cast: Cast) -> None:
    at = site_now(cast.site)
    door = neighbours(cast.site, at, local(cast.site, at).date())
    give_consent(door.wang, purpose="face", text="人脸通行", version="1", actor=None, at=at, site=cast.site)
    url = f"/s/yard/residents/people/{door.wang.pk}/"
    assert data_url(cast.site, Whom(person_ids=(door.wang.pk,))) == url
    assert data_url(cast.site, Whom()) == "/s/yard/residents/erasures/"
    client.force_login(cast.rita)
    page = client.get(url).content.decode()
    assert "人脸通行" in page and "13900001111" not in page, "telephones are masked here too"
    typed: dict[str, Any] = {"wish": "face", "paper": "identity_card", "paper_tail": ""}
    assert client.post(url, typed).status_code == 422 and client.post(url, typed | {"wish": "x"}).status_code == 422
    assert not ProxyService.objects.exists()
    done = client.post(url, typed | {"paper_tail": "12AB"})
    row = ProxyService.objects.get()
    assert done.url.endswith(f"/{row.number}/") and (row.person, row.paper_tail, row.by) == (
        door.wang,
        "12AB",
        cast.rita,
    )
    assert not Consent.objects.filter(person=door.wang, withdrawn_at=None).exists()
    for _again in range(2):
        client.post(url, {"wish": "erase", "paper": "known"})
    assert ErasureAsk.objects.filter(person_id=door.wang.pk).count() == 1 and ProxyService.objects.count() == 3
    stranger = Client()
    stranger.force_login(cast.tom)
    assert stranger.get(url).status_code in (403, 404)
    assert client.get("/s/yard/residents/people/999999/").status_code == 404
