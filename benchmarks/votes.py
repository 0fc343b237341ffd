"""1,000 people vote over HTTP by the forms of their pages; one of two servers is killed in the middle (ADR 0105).

The bare arm writes the same two rows (who voted, what was voted) in one transaction each, by plain SQL from one connection.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.harness.voting import Sent, kill_family, vote_all

from benchmarks.framework import Arms, Figure, at_least, at_most, figure
from benchmarks.serving import running

VOTERS, CLIENTS, KILL_AFTER = 1000, 24, 400
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def run(arms: Arms) -> Iterator[Figure]:
    """A vote by name and a secret one, each with a server killed in its middle."""
    people = fill()
    told = f"{VOTERS} voters, {CLIENTS} clients, two servers, one killed after {KILL_AFTER} answers"
    for way in ("open", "secret"):
        motion = opened(way)
        votes = [
            Sent(
                f"{path}vote/",
                {"motion": str(motion.pk), "option": "for" if n % 3 else "against", "key": secrets.token_urlsafe(16)},
            )
            for n, (_pk, path) in enumerate(people)
        ]
        with ExitStack() as stack:
            interface = "wsgi" if arms.engine == "postgres" else "asgi"
            (doomed, process), (other, _kept) = (stack.enter_context(running(interface=interface)) for _n in range(2))
            count = vote_all(
                [doomed, other], votes, clients=CLIENTS, kill_after=KILL_AFTER, kill=lambda: kill_family(process)  # noqa: B023
            )  # fmt: skip
        yield figure(arms.named(f"1,000 {way} votes, a server killed"), count.seconds, "s", at_most(10), told)
        yield figure(
            arms.named(f"{way} votes acknowledged and found again"),
            found_again(motion, people, votes, count.told),
            "of 1000",
            at_least(VOTERS),
            told,
        )
        yield figure(arms.named(f"{way} votes beyond one each"), doubled(motion), "votes", at_most(0), told)
        bare = bare_seconds(opened(way))
        yield figure(
            arms.named(f"{way} votes : two bare rows each"),
            count.seconds / bare,
            "x",
            at_most(50),
            f"bare {bare:.2f} s from one connection, no HTTP",
        )


def fill() -> list[tuple[int, str]]:
    """A meeting in session with everybody in the hall: (attendee, path of the page)."""
    from guanjia.assembly.actions.assembling import open_assembly, set_up  # noqa: PLC0415 - needs settings
    from guanjia.assembly.models import Attendee  # noqa: PLC0415 - needs settings
    from guanjia.assembly.queries.rooms import room_path  # noqa: PLC0415 - needs settings
    from guanjia.conference.models import Block, Event, Guest  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings
    from guanjia.places.models import Room  # noqa: PLC0415 - needs settings

    company = Company.objects.create(code="bench", name="Bench")
    site = Site.objects.create(company=company, code="bench", name="Bench", held_at=NOW)
    room = Room.objects.create(site=site, code="R", name="R")
    event = Event.objects.create(site=site, ref="HY-1", title="Bench", state="running", created_at=NOW)
    block = Block.objects.create(site=site, event=event, room=room, starts_at=NOW, ends_at=NOW + timedelta(hours=2))
    Guest.objects.bulk_create(
        Guest(site=site, event=event, name=f"代表{n}", state="confirmed", admitted_at=NOW) for n in range(VOTERS)
    )
    assembly = open_assembly(assembly=set_up(block=block, actor=None, at=NOW), actor=None, at=NOW)
    return [(row.pk, room_path(row)) for row in Attendee.objects.filter(assembly=assembly).order_by("pk")]


def opened(way: str) -> Any:
    """The next motion, open; the one before is closed."""
    from guanjia.assembly.actions.motions import close_motion, open_motion, put_motion  # noqa: PLC0415 - needs settings
    from guanjia.assembly.models import Assembly, Motion  # noqa: PLC0415 - needs settings
    from guanjia.assembly.rules.states import Way  # noqa: PLC0415 - needs settings
    from guanjia.assembly.rules.tally import Majority, Quorum  # noqa: PLC0415 - needs settings

    for before in Motion.objects.filter(state="open"):
        close_motion(motion=before, actor=None, at=NOW)
    motion = put_motion(
        assembly=Assembly.objects.get(), title="M", text="", way=Way(way), weighted=False, quorum=Quorum.NONE,
        majority=Majority.HALF_PRESENT, options=(), actor=None, at=NOW,
    )  # fmt: skip
    return open_motion(motion=motion, actor=None, at=NOW)


def found_again(motion: Any, people: list[tuple[int, str]], votes: list[Sent], told: int) -> int:
    """How many of those who were told that their vote is in find it: by the key that their page made up."""
    from guanjia.assembly.actions.voting import key_hash  # noqa: PLC0415 - needs settings
    from guanjia.assembly.models import Ballot  # noqa: PLC0415 - needs settings

    kept = dict(Ballot.objects.filter(motion=motion).values_list("key", "option"))
    right = sum(
        kept.get(key_hash(pk, motion.pk, vote.fields["key"])) == vote.fields["option"]
        for (pk, _path), vote in zip(people, votes, strict=True)
    )
    return min(right, told)


def doubled(motion: Any) -> int:
    """Votes beyond one for each who is marked as having voted."""
    from guanjia.assembly.models import Ballot, Elector  # noqa: PLC0415 - needs settings

    return abs(Ballot.objects.filter(motion=motion).count() - Elector.objects.filter(motion=motion, voted=True).count())


def bare_seconds(motion: Any) -> float:
    """Seconds for the same rows by plain SQL, one transaction each."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs settings

    from guanjia.assembly.actions.motions import random_id  # noqa: PLC0415 - needs settings
    from guanjia.assembly.models import Elector  # noqa: PLC0415 - needs settings

    electors = list(Elector.objects.filter(motion=motion).values_list("pk", flat=True))
    true = "true" if connection.vendor == "postgresql" else "1"
    begun = time.perf_counter()
    for number, pk in enumerate(electors):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE assembly_elector SET voted = {true} WHERE id = %s AND NOT voted", [pk])
            cursor.execute(
                "INSERT INTO assembly_ballot (id, motion_id, option, weight, receipt, key, rev) VALUES (%s, %s, 'for', 1, %s, %s, 1)",
                [random_id(), motion.pk, f"R{number}", f"K{number}"],
            )
    return time.perf_counter() - begun
