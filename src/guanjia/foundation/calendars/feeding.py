"""Addresses of feeds that a calendar program can read without logging in."""

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header

SALT = "guanjia.calendars.feed"


def feed_token(kind: str, id: int, *, reader_id: int, version: int = 0) -> str:
    """A token that opens one feed (kind and id) for one reader. Another `version` makes the old ones void."""
    return signing.dumps([kind, id, reader_id, version], salt=SALT, compress=True)


def read_token(token: str) -> tuple[str, int, int, int] | None:
    """(kind, id, reader id, version) of a token of ours, else None. Whether the reader may see it is still to ask."""
    try:
        kind, id, reader_id, version = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(kind), int(id), int(reader_id), int(version)


def feed_response(request: HttpRequest, content: bytes, *, name: str, etag: str) -> HttpResponse:
    """The answer to a calendar program: 304 when it has this state already. `etag` must change with the content."""
    quoted = f'"{etag}"'
    if request.headers.get("If-None-Match") == quoted:
        return HttpResponseNotModified()
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.ics") or "inline"
    response["Cache-Control"] = "private, max-age=300"
    response["ETag"] = quoted
    return response
