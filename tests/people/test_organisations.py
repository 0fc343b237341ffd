"""Organisations on the screen."""

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.people.models import Organisation
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_name_that_is_there_is_refused_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    url = reverse("people:organisation_add", kwargs={"site_code": cast.site.code})
    sent = {"name": "城建局", "short_name": "城建", "kind": "government", "credit_code": "", "address": "一路"}
    assert client.post(url, sent).status_code == 302
    again = client.post(url, sent | {"name": " 城建局 "})
    assert again.status_code == 422 and "已有同名单位" in again.content.decode() and "一路" in again.content.decode()
    first = Organisation.objects.get(name="城建局")
    assert client.post(url, sent | {"name": "水务局"}).status_code == 302
    change = reverse("people:organisation_change", kwargs={"site_code": cast.site.code, "organisation_id": first.pk})
    assert client.post(change, sent | {"name": "水务局"}).status_code == 422
    assert client.post(change, sent | {"short_name": "城"}).status_code == 302


def test_one_that_another_site_keeps_is_linked_as_it_stands(cast: Cast, client: Client) -> None:
    kept = Organisation.objects.create(company=cast.company, name="城建局", short_name="城建")
    kept.sites.add(cast.other_site)
    client.force_login(cast.alice)
    url = reverse("people:organisation_add", kwargs={"site_code": cast.site.code})
    answer = client.post(url, {"name": "城建局", "short_name": "别名", "kind": "enterprise"})
    assert answer.status_code == 302 and str(kept.pk) in answer["Location"]
    kept.refresh_from_db()
    assert kept.short_name == "城建" and set(kept.sites.all()) == {cast.site, cast.other_site}
