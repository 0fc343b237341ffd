"""A broken 15-minute promise owes what the site says (FDSK-040); an erased person's words are gone, the counts stay."""

from datetime import timedelta

import pytest

from guanjia.duties.public import plan_dirty
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import erase
from guanjia.servicedesk.public import REQUEST, Outcome, acknowledge_request, call_back, tell_progress
from guanjia.servicedesk.queries.requests import request_list
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import a_home, ask, done, fresh

pytestmark = pytest.mark.django_db
S, M = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(("after", "owed"), [(15 * M, ""), (15 * M + S, "物业费减免 20 元")])
def test_a_late_answer_owes_what_the_site_says(cast: Cast, after: timedelta, owed: str) -> None:
    cast.site.settings |= {"servicedesk.promise_15": True, "servicedesk.compensation": "物业费减免 20 元"}
    cast.site.save()
    unit, person = a_home(cast.site)
    row = ask(cast, "单元门关不上", unit_id=unit.pk, person_id=person.pk)
    plan_dirty(now=NINE)
    acknowledge_request(request=row, actor=cast.hana, at=NINE + after)
    assert fresh(row).compensation == owed


def test_an_erased_persons_words_are_gone_and_the_counts_stay(cast: Cast) -> None:
    unit, person = a_home(cast.site)
    row = ask(cast, "暖气不热", description="王敏家暖气", unit_id=unit.pk, person_id=person.pk)
    tell_progress(request=row, words="给王敏打过电话", actor=cast.hana, at=NINE)
    row = done(cast, row)
    call_back(request=row, outcome=Outcome.SATISFIED, words="王敏很满意", rating=5, actor=cast.hana, at=NINE)
    erase(person, actor=cast.mei, at=NINE, reason="搬走", site=cast.site)
    row = fresh(row)
    said = [row.title, row.description, row.result, *row.notes.values_list("text", flat=True)]
    said += [*row.calls.values_list("words", flat=True), *row.orders.values_list("description", flat=True)]
    assert "王敏" not in "".join(said) and row.person is None
    assert (row.kind, row.rating, row.word, row.unit) == ("heating.cold", 5, "call_back", unit)
    assert request_list(cast.site, show="closed").count() == 1
    assert all("王敏" not in str(entry) for entry in timeline((REQUEST, row.pk)))
