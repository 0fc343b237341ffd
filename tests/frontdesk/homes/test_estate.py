"""The estate that rehearsals, the demo and the benches stand on."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guanjia.foundation.persons.public import find_by_phone_tail, masked
from guanjia.frontdesk.homes.rehearsal import build_estate
from guanjia.people.public import Occupancy, Relation, is_host
from guanjia.places.public import Unit
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY


@pytest.mark.django_db
def test_an_estate_has_so_many_homes_with_people_who_may_receive_visitors(cast: Cast):
    with CaptureQueriesContext(connection) as queries:
        homes = build_estate(cast.site, 400, 7, NOON)
    assert len(queries) < 60
    assert len(homes) == Unit.objects.filter(site=cast.site).count() == 400
    kinds = Counter(Occupancy.objects.filter(site=cast.site).values_list("relation", flat=True))
    assert 60 <= kinds[Relation.LESSEE] <= 130 and kinds[Relation.OWNER] == 400
    empty = [home for home in homes if not home.person_ids]
    assert 15 <= len(empty) <= 55
    assert all(is_host(home.person_ids[0], home.unit_id, TODAY) for home in homes[:40] if home.person_ids)
    people = [row.person for row in Occupancy.objects.filter(site=cast.site).select_related("person")[:200]]
    tail = masked(people)[people[0].pk]["phone"][0][-4:]
    assert people[0] in find_by_phone_tail(cast.site, tail)


@pytest.mark.django_db
def test_the_same_seed_builds_the_same_people(cast: Cast):
    def names(site):
        rows = Occupancy.objects.filter(site=site).order_by("pk")
        return list(rows.values_list("unit__code", "person__name", "relation", "until"))

    build_estate(cast.site, 60, 3, NOON)
    build_estate(cast.other_site, 60, 3, NOON)
    assert names(cast.site) == names(cast.other_site)
