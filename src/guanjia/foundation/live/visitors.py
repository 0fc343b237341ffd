"""Who holds a session cookie: what the stream needs of Django's log-in, without its request."""

from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user


def user_of(cookie_header: str) -> Any:
    """The user whose session the Cookie header names, else the anonymous one. Reads the database; never writes."""
    try:
        morsel = SimpleCookie(cookie_header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        morsel = None
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return get_user(SimpleNamespace(session=store(morsel.value if morsel else None)))  # type: ignore[arg-type]
