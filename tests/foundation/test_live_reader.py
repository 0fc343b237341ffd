"""The one reader of topics of a process: nobody misses what another stream was the first to read."""

import asyncio
from collections.abc import Awaitable, Callable

from guanjia.foundation.live.reader import Reader, Subscription

TOPIC = "event:1:hall"


def reader_of(table: dict[str, int]) -> Reader:
    """A reader of a table of versions in memory."""

    async def read(topics: list[str]) -> dict[str, int]:
        return {topic: table.get(topic, 0) for topic in topics}

    return Reader(read)


def played(scene: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(scene())  # type: ignore[arg-type]


def test_a_stream_hears_a_bump_that_the_next_stream_read_first() -> None:
    async def scene() -> None:
        table = {TOPIC: 1}
        reader, first, second = reader_of(table), Subscription([TOPIC]), Subscription([TOPIC])
        await reader.join(first)
        assert await first.take(0.1) == {TOPIC: 1}
        table[TOPIC] = 2  # a clerk's click; their page opens a stream of its own before the reader looks again
        await reader.join(second)
        assert await first.take(0.1) == {TOPIC: 2}
        assert await second.take(0.1) == {TOPIC: 2}
        reader.leave(first)
        reader.leave(second)

    played(scene)


def test_what_was_told_is_not_told_again() -> None:
    async def scene() -> None:
        table = {TOPIC: 1}
        reader, one = reader_of(table), Subscription([TOPIC])
        await reader.join(one)
        await one.take(0.1)
        await reader._look()
        assert await one.take(0.05) == {}
        table[TOPIC] = 0  # a database put back counts anew: that is news too
        await reader._look()
        assert await one.take(0.05) == {TOPIC: 0}
        reader.leave(one)

    played(scene)
