"""The live stream, as an ASGI application of its own: no thread waits for a stream.

GET /live?topics=a,b        text/event-stream: `event: topic`, `data: {"topic": "a", "version": 7}`
GET /live/poll?topics=a,b   {"a": 7, "b": 0}, for browsers and proxies that hold no stream; with &drawn=1.5 also
                            "moved": ["a"], what changed since the page was drawn 1.5 seconds ago
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar
from urllib.parse import parse_qs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanjia.config.settings")

import django
from django.apps import apps

if not apps.ready and not apps.loading:
    django.setup()

from django.db import close_old_connections

from guanjia.foundation.live.hearing import allowed
from guanjia.foundation.live.reader import Reader, Subscription
from guanjia.foundation.live.topics import standing, versions
from guanjia.foundation.live.visitors import user_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
T = TypeVar("T")

HEARTBEAT_S, RECHECK_S = 15.0, 60.0
_threads = ThreadPoolExecutor(2, thread_name_prefix="live")
_readers: dict[asyncio.AbstractEventLoop, Reader] = {}


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve a stream or a poll. 405 for other methods, 403 when no topic may be heard, 404 for other paths."""
    if scope["type"] != "http":
        return
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    topics = [topic for part in query.get("topics", []) for topic in part.split(",") if topic]
    cookie = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    if scope["method"] != "GET":
        await _answer(send, 405, b"")
    elif scope["path"].rstrip("/") == "/live":
        await _stream(topics, cookie, receive, send)
    elif scope["path"].rstrip("/") == "/live/poll":
        drawn = query.get("drawn", [""])[0]
        found = await _in_thread(lambda: standing(_heard(cookie, topics), drawn))
        await _answer(send, 200 if found else 403, json.dumps(found).encode())
    else:
        await _answer(send, 404, b"")


async def _stream(topics: list[str], cookie: str, receive: Receive, send: Send) -> None:
    heard = await _in_thread(partial(_heard, cookie, topics))
    if not heard:
        await _answer(send, 403, b"")
        return
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    subscription, reader = Subscription(heard), _reader()
    gone = asyncio.create_task(_until_gone(receive))
    feeding = asyncio.create_task(_feed(subscription, reader, cookie, send))
    try:
        await asyncio.wait({gone, feeding}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        reader.leave(subscription)
        gone.cancel()
        feeding.cancel()
    if feeding.done() and not feeding.cancelled() and feeding.exception() is None:
        await send({"type": "http.response.body", "body": b"event: end\ndata: {}\n\n", "more_body": False})


async def _feed(subscription: Subscription, reader: Reader, cookie: str, send: Send) -> None:
    """Send what changes until no topic may be heard any more."""
    loop = asyncio.get_running_loop()
    await reader.join(subscription)
    checked = loop.time()
    while subscription.topics:
        fresh = await subscription.take(min(HEARTBEAT_S, max(0.05, checked + RECHECK_S - loop.time())))
        if loop.time() >= checked + RECHECK_S:
            topics, checked = sorted(subscription.topics), loop.time()
            subscription.topics = set(await _in_thread(partial(_heard, cookie, topics)))
        lines = [_event(topic, version) for topic, version in fresh.items() if topic in subscription.topics]
        await send({"type": "http.response.body", "body": "".join(lines or [":\n\n"]).encode(), "more_body": True})


def _heard(cookie: str, topics: list[str]) -> list[str]:
    return allowed(user_of(cookie), topics)


def _event(topic: str, version: int) -> str:
    return f"event: topic\ndata: {json.dumps({'topic': topic, 'version': version})}\n\n"


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _reader() -> Reader:
    loop = asyncio.get_running_loop()
    if loop not in _readers:
        _readers[loop] = Reader(lambda topics: _in_thread(lambda: versions(topics)))
    return _readers[loop]


async def _in_thread(work: Callable[[], T]) -> T:
    """Database work, in one of two threads."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _closing(work))


def _closing(work: Callable[[], T]) -> Callable[[], T]:
    def run() -> T:
        try:
            return work()
        finally:
            close_old_connections()

    return run
