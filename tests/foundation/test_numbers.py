"""Numbers: counted per site, prefix and day; a gap-free series keeps its promise under rollback and race."""

from datetime import date

import pytest
from django.db import transaction

from guanjia.foundation.numbers.models import Counter
from guanjia.foundation.numbers.public import NotInTransaction, next_gapless, next_number
from guanjia.foundation.sites.public import Site
from tests.factories.sites import make_site
from tests.harness.race import race

DAY = date(2026, 11, 21)


@pytest.mark.django_db
def test_numbers_look_right_and_count_on() -> None:
    site = make_site()
    assert next_number(site=site, prefix="BX", on=DAY) == "BX-20261121-0001"
    assert next_number(site=site, prefix="BX", on=DAY) == "BX-20261121-0002"


@pytest.mark.django_db
def test_site_prefix_and_day_count_apart() -> None:
    site = make_site()
    next_number(site=site, prefix="BX", on=DAY)
    assert next_number(site=make_site(), prefix="BX", on=DAY).endswith("-0001")
    assert next_number(site=site, prefix="HY", on=DAY) == "HY-20261121-0001"
    assert next_number(site=site, prefix="BX", on=date(2026, 11, 22)) == "BX-20261122-0001"
    with transaction.atomic():
        assert next_gapless(site=site, prefix="BX", on=DAY) == "BX-20261121-0001"


@pytest.mark.django_db
@pytest.mark.parametrize(("last", "number"), [(9998, "9999"), (9999, "10000"), (10000, "10001")])
def test_beyond_four_digits_the_number_grows(last: int, number: str) -> None:
    site = make_site()
    Counter.objects.create(site=site, series="BX", on=DAY, last=last)
    assert next_number(site=site, prefix="BX", on=DAY) == f"BX-20261121-{number}"


@pytest.mark.django_db(transaction=True)
def test_a_gap_free_number_needs_a_transaction() -> None:
    site = make_site()
    with pytest.raises(NotInTransaction):
        next_gapless(site=site, prefix="SJ", on=DAY)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_gives_a_gap_free_number_back() -> None:
    site = make_site()
    with pytest.raises(RuntimeError), transaction.atomic():
        assert next_gapless(site=site, prefix="SJ", on=DAY).endswith("-0001")
        raise RuntimeError
    with transaction.atomic():
        assert next_gapless(site=site, prefix="SJ", on=DAY).endswith("-0001")


@pytest.mark.django_db(transaction=True)
def test_takers_at_once_get_different_numbers() -> None:
    site = make_site()
    taken = race([lambda: next_number(site=site, prefix="BX", on=DAY)] * 16)
    assert sorted(taken) == [f"BX-20261121-{number:04}" for number in range(1, 17)]


@pytest.mark.django_db(transaction=True)
def test_takers_at_once_leave_no_gap_though_some_fail() -> None:
    site = make_site()

    def take(site: Site, fail: bool) -> str:
        with transaction.atomic():
            number = next_gapless(site=site, prefix="SJ", on=DAY)
            if fail:
                raise RuntimeError("the printer is on fire")
        return number

    taken = race([lambda fail=fail: take(site, fail) for fail in [False, True] * 8])
    numbers = sorted(outcome for outcome in taken if isinstance(outcome, str))
    assert numbers == [f"SJ-20261121-{number:04}" for number in range(1, 9)]
