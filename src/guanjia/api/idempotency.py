"""A POST with an Idempotency-Key happens once: the same key again gets the same answer."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Status
from pydantic import BaseModel

from guanjia.api.errors import Failed
from guanjia.api.models import ApiAnswer
from guanjia.kernel import clock

KEY = re.compile(r"[\x21-\x7e]{1,128}")
KEPT = timedelta(hours=24)
"""How long a key is remembered; a sender that tries again after that starts anew."""


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an operation: a POST that carries a key runs in one transaction with the row that keeps its answer.

    Two senders of one key at once: the second waits at the database's unique index, then reads the first one's answer.
    A refusal keeps nothing, so the sender may mend and send again with the same key. Another request under a key that
    was used is refused with 409 `key_used`.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key")
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        if not KEY.fullmatch(key):
            raise Failed(422, "invalid", _("A key is 1 to 128 printable characters."), field="Idempotency-Key")
        with transaction.atomic():
            mine, row = _claim(request, key, clock.now())
            if not mine:
                return _again(row, _digest(request))
            answer = view(request, *args, **kwargs)
            status, content = _plain(answer)
            ApiAnswer.objects.filter(pk=row.pk).update(status=status, content=content)
            return answer

    return run


def _digest(request: HttpRequest) -> str:
    sent = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(sent).hexdigest()


def _claim(request: Any, key: str, at: datetime) -> tuple[bool, ApiAnswer]:
    """Whether this request is the first under its key, and the key's row."""
    claim = uuid4()
    rows = ApiAnswer.objects.filter(token=request.auth, key=key)
    rows.filter(at__lt=at - KEPT).delete()
    row = ApiAnswer(token=request.auth, key=key, claim=claim, digest=_digest(request), at=at)
    ApiAnswer.objects.bulk_create([row], ignore_conflicts=True)
    found = rows.get()
    return found.claim == claim, found


def _again(row: ApiAnswer, digest: str) -> Status[Any]:
    if row.digest != digest:
        words = _("This key was used for another request.")
        raise Failed(409, "key_used", words, field="Idempotency-Key")
    return Status(row.status, json.loads(row.content))


def _plain(answer: Any) -> tuple[int, str]:
    status, value = (answer.status_code, answer.value) if isinstance(answer, Status) else (200, answer)
    return status, json.dumps(value.model_dump(mode="json") if isinstance(value, BaseModel) else value)


def forget_answers(now: datetime) -> int:
    """Delete the answers that are older than KEPT; how many went."""
    return ApiAnswer.objects.filter(at__lt=now - KEPT).delete()[0]
