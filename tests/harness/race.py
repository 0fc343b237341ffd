"""Runs the same deed in many threads at the same instant."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def race(deeds: list[Callable[[], Any]], seconds: float = 60) -> list[Any]:
    """What each deed returned, or the exception it raised, in the order given; all begin together.

    Each has its own connection, so the test needs `@pytest.mark.django_db(transaction=True)`. Raises TimeoutError
    when one does not end.
    """
    outcomes: list[Any] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def work(index: int) -> None:
        try:
            start.wait(seconds)
            outcomes[index] = deeds[index]()
        except BaseException as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(index,), daemon=True) for index in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
        if thread.is_alive():
            raise TimeoutError(f"a deed did not end within {seconds} s")
    return outcomes
