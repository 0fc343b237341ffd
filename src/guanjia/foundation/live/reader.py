"""One reader of topics per process; it fans out to all streams in memory."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)
Read = Callable[[list[str]], Awaitable[dict[str, int]]]
POLL_S, RETRY_S = 0.5, 5.0


class Subscription:
    """What one stream listens to.

    Versions that arrive before they are taken are merged, so a slow client holds nothing.
    """

    def __init__(self, topics: list[str]) -> None:
        self.topics = set(topics)
        self.fresh: dict[str, int] = {}
        self.rung = asyncio.Event()

    def put(self, topic: str, version: int) -> None:
        """Note a version and wake the stream."""
        self.fresh[topic] = version
        self.rung.set()

    async def take(self, seconds: float) -> dict[str, int]:
        """What is new, at once or as soon as it comes; nothing after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self.rung.wait()
        except TimeoutError:
            return {}
        self.rung.clear()
        fresh, self.fresh = self.fresh, {}
        return fresh


class Reader:
    """Polls the versions of all topics that somebody listens to, twice a second, and only while somebody does."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.subscriptions: set[Subscription] = set()
        self.known: dict[str, int] = {}
        self.task: asyncio.Task[None] | None = None

    async def join(self, subscription: Subscription) -> None:
        """Add a stream; it gets the present version of each of its topics first, and so do those who listen already."""
        present = await self.read(sorted(subscription.topics))
        for topic, version in present.items():
            subscription.put(topic, version)
        self._spread(present)
        self.subscriptions.add(subscription)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run())

    def leave(self, subscription: Subscription) -> None:
        """Take a stream away; without streams the reading ends."""
        self.subscriptions.discard(subscription)

    async def _run(self) -> None:
        while self.subscriptions:
            await asyncio.sleep(POLL_S)
            try:
                await self._look()
            except Exception:
                log.exception("live topics could not be read")
                await asyncio.sleep(RETRY_S)

    async def _look(self) -> None:
        wanted = set().union(*(subscription.topics for subscription in self.subscriptions))
        self.known = {topic: version for topic, version in self.known.items() if topic in wanted}
        if not wanted:
            return
        self._spread(await self.read(sorted(wanted)))

    def _spread(self, found: dict[str, int]) -> None:
        """Tell every stream what is newer than what was known: whoever reads it first, nobody else misses it."""
        for topic, version in found.items():
            if self.known.get(topic) == version:
                continue
            self.known[topic] = version
            for subscription in self.subscriptions:
                if topic in subscription.topics:
                    subscription.put(topic, version)
