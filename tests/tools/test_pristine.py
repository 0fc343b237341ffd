"""A test that commits leaves nothing for the next one."""

import threading

import pytest
from django.db import connection

from guanjia.foundation.sites.models import Company


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_database_is_put_back_after_each_committing_test(attempt: int) -> None:
    assert not Company.objects.exists()
    Company.objects.create(code="north", name="North")


@pytest.mark.django_db(transaction=True)
def test_another_thread_sees_what_was_committed() -> None:
    Company.objects.create(code="north", name="North")
    seen: list[int] = []

    def look() -> None:
        seen.append(Company.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]
