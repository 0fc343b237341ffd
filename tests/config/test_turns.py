"""Writers of one process take turns in the order in which they came."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from guanjia.config.sqlite3.turns import Turns, turns_of
from guanjia.foundation.sites.public import Company
from tests.harness.race import race


def test_who_waited_longest_goes_first() -> None:
    turns, order = Turns(), list[int]()
    assert turns.take()

    def work(number: int) -> None:
        turns.take()
        order.append(number)
        turns.give()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for waiting, thread in enumerate(threads, start=1):
        thread.start()
        while len(turns._waiting) < waiting:
            time.sleep(0.001)
    turns.give()
    for thread in threads:
        thread.join(10)
    assert order == list(range(20))
    assert turns.take(0), "the last one gave it back"


def test_who_has_no_patience_leaves_the_queue() -> None:
    turns = Turns()
    assert turns.take()
    assert not turns.take(0.01)
    turns.give()
    assert turns.take(0)


def test_a_database_has_its_own_turns() -> None:
    assert turns_of("a") is turns_of("a")
    assert turns_of("a") is not turns_of("b")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [False, True])
def test_a_transaction_gives_its_turn_back_however_it_ends(fails: bool) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one writer at a time")

    def write(number: int) -> None:
        with transaction.atomic():
            Company.objects.create(code=f"c{number}", name="C")
            if fails:
                raise LookupError

    race([lambda number=number: write(number) for number in range(10)])
    connections.close_all()
    assert Company.objects.filter(code__startswith="c").count() == (0 if fails else 10)
    turns = turns_of(str(connection.settings_dict["NAME"]))
    assert turns.take(0)
    turns.give()
