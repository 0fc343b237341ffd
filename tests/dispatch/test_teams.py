"""Skills, areas and ways on the screen (REPR-016): kept, refused with what was typed, shown to those who may."""

from decimal import Decimal

import pytest
from django.urls import reverse

from guanjia.dispatch.models import Ability, Area, BuildingWay
from guanjia.dispatch.public import AreaRole
from guanjia.places.public import Building
from guanjia.posts.public import Qualification

pytestmark = pytest.mark.django_db


def test_who_can_do_what_is_said_and_a_missing_certificate_shows(client, cast):
    client.force_login(cast.mei)
    address = reverse("dispatch:abilities_of", args=["yard", cast.tom.pk])
    answer = client.post(address, {"can-lift": "on", "pace-lift": "9", "can-plumbing": "on", "pace-plumbing": "1.3"})
    assert answer.status_code == 422 and 'value="1.3"' in answer.content.decode() and not Ability.objects.exists()
    client.post(address, {"can-lift": "on", "pace-lift": "", "can-plumbing": "on", "pace-plumbing": "1.3"})
    assert dict(Ability.objects.values_list("skill", "pace")) == {"lift": 1, "plumbing": Decimal("1.30")}
    lists = reverse("dispatch:abilities", args=["yard"])
    assert "电梯：无有效证书" in client.get(lists).content.decode()
    Qualification.objects.create(site=cast.site, user=cast.tom, kind="lift")
    assert "无有效证书" not in client.get(lists).content.decode()
    client.post(address, {"can-plumbing": "on", "pace-plumbing": "1.3"})
    assert Ability.objects.get().skill == "plumbing"
    assert client.get(reverse("dispatch:abilities_of", args=["yard", cast.charlie.pk])).status_code == 404
    client.force_login(cast.tom)
    assert client.get(lists).status_code == 200 and client.get(address).status_code == 403


def test_an_area_has_its_three_roles_in_order(client, cast):
    """REPR-016: customer service, grid and repair staff per area, ranked."""
    one, other = (Building.objects.create(site=cast.site, code=code, name=f"{code}栋") for code in "12")
    client.force_login(cast.mei)
    given = {"name": "东区", "building": [one.pk], "service-0": cast.rita.pk, "grid-0": cast.gus.pk}
    answer = client.post(reverse("dispatch:area_new", args=["yard"]), given)
    assert answer.status_code == 422 and "维修" in answer.content.decode() and not Area.objects.exists()
    given |= {"repair-0": cast.tom.pk, "repair-1": cast.carl.pk, "repair-2": cast.tom.pk}
    client.post(reverse("dispatch:area_new", args=["yard"]), given)
    area = Area.objects.get()
    repair = area.people.filter(role=AreaRole.REPAIR)
    assert [(row.user, row.rank) for row in repair] == [(cast.tom, 1), (cast.carl, 2)]
    page = client.get(reverse("dispatch:areas", args=["yard"])).content.decode()
    assert "东区" in page and "2栋" in page, "a building that belongs to none is named"
    assert client.post(reverse("dispatch:area_new", args=["yard"]), given).status_code == 422, "the name is taken"
    client.post(reverse("dispatch:area", args=["yard", area.pk]), given | {"building": [one.pk, other.pk]})
    assert area.buildings.count() == 2
    client.post(reverse("dispatch:area_drop", args=["yard", area.pk]))
    assert not Area.objects.exists()


def test_ways_between_buildings(client, cast):
    one, other = (Building.objects.create(site=cast.site, code=code, name=f"{code}栋") for code in "12")
    client.force_login(cast.mei)
    address, name = reverse("dispatch:ways", args=["yard"]), f"way-{one.pk}-{other.pk}"
    for wrong in ("0", "241", "x", "-1"):
        assert client.post(address, {name: wrong}).status_code == 422
    assert client.post(address, {name: "7"}).status_code == 302
    assert client.post(address, {name: "240"}).status_code == 302
    assert BuildingWay.objects.get().minutes == 240
    client.post(address, {name: ""})
    assert not BuildingWay.objects.exists()
    client.force_login(cast.hana)
    assert client.post(address, {name: "7"}).status_code == 403
