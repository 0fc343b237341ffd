"""The caller card among 300,000 persons: the query against bare SQL, over HTTP, and the words that find somebody."""

import http.client
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.crowd import NOW, Crowd, fill_crowd
from benchmarks.framework import Arms, Figure, at_most, figure, percentile
from benchmarks.serving import served

CARDS, ASKED, WARM = 200, 300, 30
PAGES = 60


def run(arms: Arms) -> Iterator[Figure]:
    """Fill, then open cards of people drawn by a seed, as function, over HTTP, and by what a receptionist types."""
    from guanjia.foundation.persons.public import Person  # noqa: PLC0415 - needs settings

    crowd, chance = fill_crowd(), random.Random(17)
    ids = chance.sample(list(Person.objects.values_list("pk", flat=True)), ASKED + WARM)
    yield against_bare_sql(arms, crowd, ids[:CARDS])
    user = _receptionist(crowd.site)
    yield from over_http(arms, crowd, user, ids)
    known = Person.objects.filter(pk__in=ids[:ASKED]).values_list("pinyin", flat=True)
    typed = [pinyin[: chance.randrange(2, 9)] for pinyin in known]
    yield looked_up(arms, "caller by pinyin, p95", crowd, user, typed)
    tails = [f"{chance.randrange(10_000):04}" for _ in range(ASKED)]
    yield looked_up(arms, "caller by the last four digits, p95", crowd, user, tails)


def against_bare_sql(arms: Arms, crowd: Crowd, ids: list[int]) -> Figure:
    """find_card() against its own statement: what comes on top is opening the seals, masking, and the card."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.frontdesk.desk.queries.card import MOST_PEOPLE, MOST_UNITS, SHOWN, find_card  # noqa: PLC0415
    from guanjia.people.queries.ties import statement  # noqa: PLC0415

    day = NOW.date()
    limits: dict[str, Any] = {"fields": SHOWN, "most_units": MOST_UNITS, "most": MOST_PEOPLE}
    statements = [statement(crowd.site, on=day, person_id=pk, unit_id=0, **limits) for pk in ids]

    def bare() -> None:
        for sql, params in statements:
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                cursor.fetchall()

    def ours() -> None:
        for pk in ids:
            assert find_card(crowd.site, person_id=pk, on=day) is not None

    told = f"find_card() against its SQL through the same connection, {len(ids)} of {crowd.persons} persons"
    return arms.ratio("caller card : bare SQL", ours=ours, bare=bare, told=told, goal=at_most(2))


def over_http(arms: Arms, crowd: Crowd, user: Any, ids: list[int]) -> Iterator[Figure]:
    """The part that pops up while it rings, and the whole page of the desk with every panel."""
    cookie = _cookie(user)
    with served(interface="wsgi") as address:
        part = timed(address, cookie, [f"/s/crowd/desk/card/?person={pk}" for pk in ids])
        page = timed(address, cookie, [f"/s/crowd/desk/?person={pk}" for pk in ids[: PAGES + WARM]])
    told = f"{len(part)} cards one after the other by one client, after {WARM} that warm up"
    yield figure(arms.named("caller card over HTTP, p95"), percentile(part, 0.95), "ms", at_most(60), told)
    told = f"{len(page)} whole pages, all panels in them"
    yield figure(arms.named("desk page with its panels, p95"), percentile(page, 0.95), "ms", at_most(1000), told)


def timed(address: tuple[str, int], cookie: str, paths: list[str]) -> list[float]:
    """Milliseconds of each request on one kept connection; those that warm up left out."""
    link, took = http.client.HTTPConnection(*address, timeout=60), []
    for path in paths:
        begun = time.perf_counter()
        link.request("GET", path, headers={"Cookie": cookie})
        answer = link.getresponse()
        body = answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200 or b"data-caller" not in body:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
    link.close()
    return took[WARM:]


def looked_up(arms: Arms, name: str, crowd: Crowd, user: Any, texts: list[str]) -> Figure:
    """The desk's own look-up with the homes of everybody found."""
    from guanjia.frontdesk.desk.queries.finding import candidates  # noqa: PLC0415 - needs settings

    took, found = [], 0
    look: Callable[[str], list[Any]] = lambda text: candidates(user, crowd.site, text, NOW.date())  # noqa: E731
    for text in texts[:WARM]:
        look(text)
    for text in texts:
        begun = time.perf_counter()
        found += len(look(text))
        took.append((time.perf_counter() - begun) * 1000)
    told = f"{len(texts)} look-ups among {crowd.persons} persons, {found / len(texts):.1f} found on average"
    return figure(arms.named(name), percentile(took, 0.95), "ms", at_most(100), told)


def _receptionist(site: Any) -> Any:
    from tests.factories.people import make_member  # noqa: PLC0415 - needs settings

    from guanjia.people.public import Roles  # noqa: PLC0415 - needs settings

    return make_member(site, Roles.RECEPTIONIST, username="desk")


def _cookie(user: Any) -> str:
    """The session of somebody who is signed in."""
    from django.conf import settings  # noqa: PLC0415 - needs settings
    from django.test import Client  # noqa: PLC0415

    browser = Client()
    browser.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
