"""Pages, API and live streams in one process: streams natively, all else through the synchronous side.

Django's own asynchronous request path costs ten times as much a page, hence the detour.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from guanjia.config.wsgi import application as pages
from guanjia.foundation.live.asgi import application as live

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PAGE_THREADS = int(os.environ.get("GUANJIA_THREADS", "16"))


def _coroutine(receive: Receive) -> Receive:
    """granian hands out a future where the synchronous side insists on a coroutine: without this no POST has a body."""

    async def received() -> Any:
        return await receive()

    return received


through_pages: App = WSGIMiddleware(pages, workers=PAGE_THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """`/live` and what lies below it goes to the streams; a WebSocket elsewhere is refused."""
    path = scope.get("path", "")
    if path == "/live" or path.startswith("/live/"):
        await live(scope, receive, send)
    elif scope["type"] == "http":
        await through_pages(scope, _coroutine(receive), send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4404})
