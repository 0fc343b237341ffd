"""How good the repairs were: each share at its goal, one below and one above, and its rows (REPR-011 to 013, 018)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import plan_dirty
from guanjia.servicedesk.public import Outcome, Word, call_back, close_request
from guanjia.servicedesk.queries.quality import figures, homes_again, kind_lines
from guanjia.servicedesk.rules.quality import passed, rework, timely
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import a_home, ask, done, fresh

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
D = timedelta(days=1)


@pytest.mark.parametrize(
    ("rate", "good"),
    [
        (timely(99, 100), True), (timely(989, 1000), False), (timely(0, 0), None),
        (rework(1, 100), True), (rework(2, 100), False), (rework(101, 10000), False),
        (passed(7, 7), True), (passed(9999, 10000), False),
    ],
)  # fmt: skip
def test_a_goal_is_reached_by_the_counts(rate, good) -> None:
    assert rate.good is good


@pytest.mark.django_db
def test_the_shares_of_a_month_and_their_rows(cast: Cast, client: Client) -> None:
    unit, _person = a_home(cast.site)
    kept = done(cast, ask(cast, "暖气不热", unit_id=unit.pk), NINE + timedelta(hours=1))
    late = done(cast, ask(cast, "单元门关不上", unit_id=unit.pk), NINE + 9 * D)
    again = done(cast, ask(cast, "暖气又不热", unit_id=unit.pk), NINE + timedelta(hours=2))
    done(cast, ask(cast, "请问装修手续怎么办理", kind="rule.question"), NINE)
    plan_dirty(now=NINE + 9 * D)
    close_request(request=kept, word=Word.COUNTER, rating=5, actor=cast.hana, at=NINE + 9 * D)
    call_back(request=again, outcome=Outcome.DISSATISFIED, words="还是不热", actor=cast.hana, at=NINE + 9 * D)
    found = {each.code: (each.rate.some, each.rate.all) for each in figures(cast.site, MARCH, APRIL)}
    assert found["timely_normal"] == (1, 2), "the reopened one is not done"
    assert found["pass"] == (1, 2) and found["timely_urgent"] == (0, 0)
    done(cast, fresh(again), NINE + 10 * D)
    found = {each.code: (each.rate.some, each.rate.all) for each in figures(cast.site, MARCH, APRIL)}
    assert found["rework"] == (1, 3)
    lines = {each.code: each for each in kind_lines(cast.site, MARCH, APRIL, "zh")}
    assert (lines["heating.cold"].done, lines["heating.cold"].rating) == (2, 5.0) and lines[
        "door.entrance"
    ].hours == 216
    assert [(each.unit, each.count) for each in homes_again(cast.site, NINE + 10 * D, "zh")] == [("3-2-1201", 2)]
    client.force_login(cast.hana)
    page = client.get(reverse("servicedesk:quality", args=["yard"]) + "?month=2026-03").content.decode()
    assert "50.0 %" in page and "未达标" in page
    rows = client.get(reverse("servicedesk:requests", args=["yard"]) + figures(cast.site, MARCH, APRIL)[0].against)
    assert late.number in rows.content.decode() and kept.number not in rows.content.decode()
    assert client.get(reverse("servicedesk:quality", args=["yard"]) + "?month=soon").status_code == 200
    client.force_login(cast.charlie)
    assert client.get(reverse("servicedesk:quality", args=["yard"])).status_code == 404
