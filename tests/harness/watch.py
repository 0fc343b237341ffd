"""Watches a browser: nothing may be written to the console as an error, and nothing may leave the machine."""

import re
from typing import Any
from urllib.parse import urlsplit

HOME = {"127.0.0.1", "localhost"}
LOCAL_SCHEMES = {"data", "blob", "about"}


class Watch:
    """Collects what went wrong in the pages of one test."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Let pass what matches, now and before: a refusal on purpose (`status of 409`), a network cut on purpose."""
        self.allowed.append(re.compile(pattern))

    def over(self, context: Any) -> None:
        """Watch all pages of a browser context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.wrong.append(f"script error: {error.error}"))

    def findings(self) -> list[str]:
        """What went wrong and was not allowed."""
        return [text for text in self.wrong if not any(pattern.search(text) for pattern in self.allowed)]

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.hostname not in HOME:
            self.wrong.append(f"request to another host: {request.url}")

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(f"console error: {message.text} ({message.location.get('url', '')})")
