"""A free room among 200 rooms and 1,000,000 bookings: the query function against the bare SQL, and the page over HTTP."""

import contextlib
import http.client
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from benchmarks.framework import Arms, Figure, at_most, figure, percentile
from benchmarks.serving import served

ROOMS, BOOKINGS = 200, 1_000_000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
EVERY, LASTS = timedelta(hours=3), timedelta(minutes=60)
ASKED, REQUESTS = 50, 300
PEOPLE, KIT = 80, ("projector",)


def run(arms: Arms) -> Iterator[Figure]:
    """Fill, then ask for the same moments through the function and through the cursor."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.places.public import free_rooms  # noqa: PLC0415 - needs settings
    from guanjia.places.queries.free_rooms import statement  # noqa: PLC0415 - needs settings
    from guanjia.places.rules.capacity import seats_needed  # noqa: PLC0415 - needs settings

    site = fill()
    moments = asked_moments()
    texts = [
        statement(site.pk, at, at + LASTS, seats_needed(PEOPLE), "theatre", dict.fromkeys(KIT, 1)) for at in moments
    ]

    def ours() -> None:
        for at in moments:
            free_rooms(site, at, at + LASTS, PEOPLE, "theatre", KIT)

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql, params in texts:
                cursor.execute(sql, params)
                cursor.fetchall()

    found = [len(free_rooms(site, at, at + LASTS, PEOPLE, "theatre", KIT)) for at in moments]
    told = f"free_rooms() against its SQL through the same cursor, {ASKED} moments, {statistics.mean(found):.0f} rooms found"
    yield arms.ratio("free_rooms : bare SQL", ours=ours, bare=bare, told=told, goal=at_most(2))
    one = arms.duration("free_rooms, one call", lambda: ours(), told=f"{ASKED} calls, divided", goal=at_most(10_000))
    yield figure(one.name, one.value / ASKED, "ms", at_most(10), one.arms)
    yield over_http(arms, site, moments)


def asked_moments() -> list[datetime]:
    """Moments all over the booked time, the same in every run."""
    chance = random.Random(7)
    steps = BOOKINGS // ROOMS
    return [FIRST + chance.randrange(steps) * EVERY + timedelta(minutes=chance.randrange(180)) for _ in range(ASKED)]


def over_http(arms: Arms, site: Any, moments: list[datetime]) -> Figure:
    """p95 of the search page for somebody logged in, one request after the other."""
    headers = {"Cookie": log_in(site), "HX-Request": "true"}
    took = []
    with served() as (host, port):
        link = http.client.HTTPConnection(host, port, timeout=30)
        for number in range(REQUESTS):
            at = moments[number % len(moments)] + timedelta(hours=8)
            asked = {"starts_at": f"{at:%Y-%m-%dT%H:%M}", "ends_at": f"{at + LASTS:%Y-%m-%dT%H:%M}"}
            asked |= {"headcount": PEOPLE, "style": "theatre", "equipment": KIT[0]}
            begun = time.perf_counter()
            link.request("GET", f"/s/{site.code}/places/rooms/free/?{urlencode(asked)}", headers=headers)
            answer = link.getresponse()
            answer.read()
            took.append((time.perf_counter() - begun) * 1000)
            assert answer.status == 200, answer.status
        link.close()
    told = f"{REQUESTS} searches one after the other, logged in, the list swapped in"
    return figure(arms.named("free room over HTTP, p95"), percentile(took[20:], 0.95), "ms", at_most(40), told)


def log_in(site: Any) -> str:
    """The cookie of a manager's session."""
    from django.conf import settings  # noqa: PLC0415 - needs settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 - needs settings
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - needs settings

    from guanjia.people.public import Membership, Roles, User  # noqa: PLC0415 - needs settings

    user = User.objects.create_user("bench", "bench")
    Membership.objects.create(user=user, company_id=site.company_id, site=site, role=Roles.SITE_MANAGER)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def fill() -> Any:
    """200 rooms of 20 to 400 seats with and without projector, each booked for 90 minutes every three hours, begun at
    any half hour: at each moment some are free.
    """
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings
    from guanjia.places.public import Equipment, Room, RoomStyle, Space  # noqa: PLC0415 - needs settings

    site = Site.objects.create(company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench")
    spaces = Space.objects.bulk_create(Space(site=site, code=f"S{n}", name=f"S{n}") for n in range(ROOMS))
    rooms = Room.objects.bulk_create(
        Room(site=site, code=f"R{n}", name=f"R{n}", setup_minutes=0, cleardown_minutes=0) for n in range(ROOMS)
    )
    links = Room.spaces.through
    links.objects.bulk_create(links(room=room, space=space) for room, space in zip(rooms, spaces, strict=True))
    RoomStyle.objects.bulk_create(
        RoomStyle(room=room, style=style, capacity=20 + 20 * (n % 20))
        for n, room in enumerate(rooms)
        for style in ("theatre", "classroom")
    )
    Equipment.objects.bulk_create(
        Equipment(site=site, room=room, kind="projector") for n, room in enumerate(rooms) if n % 2
    )
    with guard_asleep(), connection.cursor() as cursor:
        for n, (room, space) in enumerate(zip(rooms, spaces, strict=True)):
            begins = FIRST + timedelta(minutes=30 * (n // 2 % 6))
            cursor.execute(BOOK[connection.vendor], [BOOKINGS // ROOMS, site.pk, space.pk, room.pk, *_starts(begins)])
        cursor.execute("ANALYZE")
    return site


@contextlib.contextmanager
def guard_asleep() -> Iterator[None]:
    """Load without the guard against overlaps, which is put back (and on PostgreSQL checks all rows) at the end."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'slot_no_overlap_insert'")
            again = cursor.fetchone()[0]
            cursor.execute("DROP TRIGGER slot_no_overlap_insert")
        else:
            cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'slot_no_overlap'")
            again = f"ALTER TABLE places_slot ADD CONSTRAINT slot_no_overlap {cursor.fetchone()[0]}"
            cursor.execute("ALTER TABLE places_slot DROP CONSTRAINT slot_no_overlap")
        yield
        cursor.execute(again)


def _starts(begins: datetime) -> list[Any]:
    from django.db import connection  # noqa: PLC0415 - needs settings

    shown = begins if connection.vendor == "postgresql" else f"{begins:%Y-%m-%d %H:%M:%S}"
    return [shown, shown]


COLUMNS = "(site_id, space_id, room_id, starts_at, ends_at, holder_kind, holder_id, firm)"
BOOK = {
    "sqlite": f"""WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s)
        INSERT INTO places_slot {COLUMNS}
        SELECT %s, %s, %s, datetime(%s, '+' || (i * 180) || ' minutes'),
               datetime(%s, '+' || (i * 180 + 90) || ' minutes'), 'bench.block', i, 1 FROM n""",
    "postgresql": f"""INSERT INTO places_slot {COLUMNS}
        SELECT a.site, a.space, a.room, a.begins + i * interval '3 hours',
               a.ends + i * interval '3 hours' + interval '90 minutes', 'bench.block', i, true
          FROM (SELECT %s::int AS many, %s::bigint AS site, %s::bigint AS space, %s::bigint AS room,
                       %s::timestamptz AS begins, %s::timestamptz AS ends) a, generate_series(0, a.many - 1) i""",
}
