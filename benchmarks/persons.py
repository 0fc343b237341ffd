"""Somebody found among 300,000 persons: by a part of the name, pinyin, initials, telephone and its last four digits."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.crowd import fill_crowd
from benchmarks.framework import Arms, Figure, at_most, figure, percentile

ASKED = 400
LIMIT = 20


def run(arms: Arms) -> Iterator[Figure]:
    """Fill, then ask for people that are there, typed as a receptionist types."""
    from guanjia.foundation.persons.public import (  # noqa: PLC0415 - needs settings
        Person,
        find_by_name_or_pinyin,
        find_by_phone_tail,
    )

    crowd = fill_crowd()
    chance = random.Random(11)
    known = list(Person.objects.order_by("pk").values("pk", "name", "pinyin", "initials"))
    drawn = [chance.choice(known) for _ in range(ASKED)]

    def by_name(text: str) -> list[Any]:
        return find_by_name_or_pinyin(crowd.site, text, limit=LIMIT)

    asked = {
        "by the whole name": [one["name"] for one in drawn],
        "by the surname alone": [one["name"][0] for one in drawn],
        "by the given name": [one["name"][1:] for one in drawn],
        "by pinyin": [one["pinyin"][: chance.randrange(2, 9)] for one in drawn],
        "by initials": [one["initials"] for one in drawn],
    }
    for words, texts in asked.items():
        yield p95(arms, f"person {words}, p95", by_name, texts)
    tails = [f"{chance.randrange(10_000):04}" for _ in range(ASKED)]
    yield p95(arms, "person by the last four digits, p95", lambda tail: find_by_phone_tail(crowd.site, tail), tails)
    yield against_bare_sql(arms, crowd.site, asked["by pinyin"][:100])
    yield against_a_scan(arms, crowd.site, asked["by the given name"][:3])


def p95(arms: Arms, name: str, find: Callable[[str], list[Any]], texts: list[str]) -> Figure:
    """The 95th percentile of one look-up, persons loaded, and how many it found."""
    took, found = [], 0
    for text in texts:
        begun = time.perf_counter()
        found += len(find(text))
        took.append((time.perf_counter() - begun) * 1000)
    told = f"{len(texts)} look-ups one after the other, {found / len(texts):.1f} found on average"
    return figure(arms.named(name), percentile(took, 0.95), "ms", at_most(100), told)


def against_bare_sql(arms: Arms, site: Any, texts: list[str]) -> Figure:
    """The function against its own statement through the cursor."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.foundation.persons.naming import ranges_of, statement  # noqa: PLC0415 - needs settings
    from guanjia.foundation.persons.public import find_by_name_or_pinyin  # noqa: PLC0415 - needs settings

    statements = [statement(site, ranges_of(text), LIMIT) for text in texts]

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    def ours() -> None:
        for text in texts:
            find_by_name_or_pinyin(site, text, limit=LIMIT)

    told = f"find_by_name_or_pinyin() against its SQL through the same cursor, {len(texts)} pinyin texts"
    return arms.ratio("persons by pinyin : bare SQL", ours=ours, bare=bare, told=told, goal=at_most(5))


def against_a_scan(arms: Arms, site: Any, texts: list[str]) -> Figure:
    """The function against LIKE '%...%' over the same table: what it would cost without the parts of names."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.foundation.persons.public import find_by_name_or_pinyin  # noqa: PLC0415 - needs settings

    scan = """SELECT p.id, p.name FROM persons_person p WHERE p.company_id = %s AND p.name LIKE %s AND p.erased_at IS NULL
        AND EXISTS (SELECT 1 FROM persons_personlink l WHERE l.person_id = p.id AND l.site_id = %s)
        ORDER BY p.pinyin LIMIT 20"""

    def bare() -> None:
        with connection.cursor() as cursor:
            for text in texts:
                cursor.execute(scan, [site.company_id, f"%{text}%", site.pk])
                cursor.fetchall()

    def ours() -> None:
        for text in texts:
            find_by_name_or_pinyin(site, text, limit=LIMIT)

    told = f"find_by_name_or_pinyin() against LIKE with a leading %, {len(texts)} given names"
    return arms.ratio("persons by given name : scan", ours=ours, bare=bare, told=told, goal=at_most(0.2), pairs=5)
