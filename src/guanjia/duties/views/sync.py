"""Evidence that a phone kept while it had no network. Answers by docs/architecture/offline.md."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import activate, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guanjia.duties.actions.devices import device_of_token
from guanjia.duties.actions.evidence import submit_evidence
from guanjia.duties.actions.submission import EvidenceRefused, Proof
from guanjia.duties.models import Device, EvidenceFile
from guanjia.duties.models.states import Source
from guanjia.duties.queries.keys import find_duty_id
from guanjia.duties.queries.shift import stamp
from guanjia.duties.views.answers import say
from guanjia.duties.views.photos import store_photo
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import clock
from guanjia.people.public import public_page

MOST_BYTES = 2_000_000
MOST_ROWS = 200
MOST_PHOTO = 10_000_000
CLOCK_JUMP = timedelta(minutes=2)
ERRORS = {
    "token": gettext_noop("Log in again; what is on this phone stays."),
    "too_large": gettext_noop("Too much at once."),
    "too_many": gettext_noop("Too many rows at once."),
    "bad_json": gettext_noop("The sent rows cannot be read."),
    "bad_id": gettext_noop("The evidence id is not a UUID."),
}
View = Callable[..., JsonResponse]


def by_token(view: View) -> View:
    """Let in whoever sends a live device token of this site; the view gets the device. No cookie counts."""

    @wraps(view)
    def tokened(request: HttpRequest, site_code: str) -> JsonResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        device = device_of_token(token, site_code, at=clock.now())
        if device is None:
            return failure("token", 401)
        activate(getattr(device.person, "language", "") or "zh-hans")
        return view(request, device)

    ruled = public_page(tokened)
    ruled.site_by_token = True  # type: ignore[attr-defined]
    return ruled  # type: ignore[return-value]


def failure(code: str, status: int) -> JsonResponse:
    """The body of every failure."""
    return JsonResponse({"error": code, "message": _(ERRORS[code])}, status=status)


@csrf_exempt
@never_cache
@require_POST
@by_token
def sync(request: HttpRequest, device: Device) -> JsonResponse:
    """Take a batch of evidence in; one result a row, in the order sent."""
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return failure("too_large", 413)
    rows, sent_at = _read(request.body)
    if rows is None:
        return failure("bad_json", 400)
    if len(rows) > MOST_ROWS:
        return failure("too_many", 400)
    drift_now = clock.now() - sent_at if sent_at is not None else None
    order = sorted(range(len(rows)), key=lambda index: str(rows[index].get("device_at", "")))
    results: dict[int, dict[str, Any]] = {index: _take(rows[index], device, drift_now) for index in order}
    return JsonResponse({"server_time": stamp(clock.now()), "results": [results[index] for index in range(len(rows))]})


def _read(body: bytes) -> tuple[list[Mapping[str, Any]] | None, datetime | None]:
    """(rows, sent_at) of a batch; (None, None) when it is no batch."""
    try:
        batch = json.loads(body)
        rows, sent_at = batch["evidence"], _moment(batch.get("sent_at"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None, None
    return rows, sent_at


def _take(row: Mapping[str, Any], device: Device, drift_now: timedelta | None) -> dict[str, Any]:
    try:
        evidence_id = _uuid(row.get("id"))
        proof = _proof(row, drift_now)
        key = row.get("key")
        duty_id = find_duty_id(device.site, _whole(row.get("duty_id")), key if isinstance(key, dict) else None)
        if duty_id is None:
            raise EvidenceRefused("unknown_duty")
        receipt = submit_evidence(
            actor=device.person, duty_id=duty_id, evidence_id=evidence_id, at=site_now(device.site), proof=proof
        )
    except EvidenceRefused as refusal:
        return {"id": row.get("id"), "status": "invalid", "error": refusal.code, "message": _(str(refusal))}
    except SecretRefused as refusal:
        return {"id": row.get("id"), "status": "invalid", "error": "secret", "message": str(refusal)}
    except (TypeError, ValueError, AttributeError, OverflowError):
        return {
            "id": row.get("id"),
            "status": "invalid",
            "error": "bad_row",
            "message": _(str(EvidenceRefused("bad_row"))),
        }
    return {
        "id": str(receipt.evidence_id),
        "status": receipt.status.value,
        "duty_id": receipt.duty_id,
        "state": receipt.state.value if receipt.state is not None else None,
        "judged_at": stamp(receipt.judged_at),
        "flags": list(receipt.flags),
        "message": say(receipt),
    }


def _proof(row: Mapping[str, Any], drift_now: timedelta | None) -> Proof:
    offset, took = _whole(row.get("offset_ms")), _whole(row.get("took_ms"))
    drift = timedelta(milliseconds=offset) if offset is not None else None
    if drift is not None and drift_now is not None and abs(drift - drift_now) > CLOCK_JUMP:
        drift = None
    items = row.get("items") or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise EvidenceRefused("bad_items")
    device_at = _moment(row.get("device_at"))
    if device_at is None:
        raise EvidenceRefused("bad_moment")
    return Proof(
        items=[
            {"key": str(i.get("key", "")), "value": i.get("value"), "note": str(i.get("note") or "")[:500]}
            for i in items
        ],
        device_at=device_at,
        drift=drift,
        seen_rev=_whole(row.get("rev")) if row.get("duty_id") is not None else None,
        source=Source.TABLET if row.get("source") == "tablet" else Source.PHONE,
        photos=[(str(each.get("item", "")), int(each["file_id"])) for each in row.get("files") or []],
        signature=str(row.get("signature") or "")[:200_000],
        scan=str(row.get("scan") or "")[:120],
        note=str(row.get("note") or "")[:2000],
        took=timedelta(milliseconds=took) if took else None,
        single_handed_reason=str(row.get("single_handed_reason") or "").strip()[:200],
    )


def _uuid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise EvidenceRefused("bad_id") from None


def _whole(value: Any) -> int | None:
    """A whole number that a column can hold, or None for null."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**53:
        raise EvidenceRefused("bad_row")
    return value


def _moment(value: Any) -> datetime | None:
    """An aware moment; None for anything else."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None and 1970 < moment.year < 2200 else None


@csrf_exempt
@never_cache
@require_POST
@by_token
def photo(request: HttpRequest, device: Device) -> JsonResponse:
    """Keep one photo ahead of its evidence."""
    if int(request.headers.get("Content-Length") or 0) > MOST_PHOTO:
        return failure("too_large", 413)
    try:
        evidence_id = uuid.UUID(request.GET.get("evidence", ""))
    except ValueError:
        return failure("bad_id", 400)
    at, item = site_now(device.site), request.GET.get("item", "")[:60]
    try:
        file = store_photo(device.site, request.body, f"{item or 'photo'}.jpg", device.person, at, "")
    except (FileRefused, SecretRefused) as refusal:
        return JsonResponse({"error": "file_refused", "message": str(refusal)}, status=422)
    EvidenceFile.objects.get_or_create(evidence_id=evidence_id, item=item, file=file, defaults={"actor": device.person})
    return JsonResponse({"file_id": file.pk})
