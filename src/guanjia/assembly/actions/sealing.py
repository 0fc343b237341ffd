"""The record is sealed: in parts, under one hash, in the journal, and time-stamped by an authority where one is set up (ADR 0106)."""

import base64
import hashlib
import secrets
from datetime import datetime
from typing import Any

import httpx
from cryptography import x509
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import task

from guanjia.assembly.actions.assembling import locked
from guanjia.assembly.actions.noting import note
from guanjia.assembly.actions.outside import answer_of
from guanjia.assembly.models import Assembly, Minutes, RecordPart, SealedRecord
from guanjia.assembly.queries.sealing import meeting_of, parts_of
from guanjia.assembly.rules.record import HEAD, digest_of, head_of
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.stamp import BadStamp, read_stamp, request_for, token_in
from guanjia.assembly.rules.states import AssemblyState, MinutesState, StampState
from guanjia.foundation.events.public import AddressRefused
from guanjia.foundation.sites.public import Site, setting, site_now

AUTHORITY, CERTIFICATE = "assembly.stamp_url", "assembly.stamp_certificate"
TIMEOUT_S, MOST_BYTES, MOST_TRIES = 10.0, 100_000, 20
NONCE_BITS = 63


@transaction.atomic
def seal_record(*, assembly: Assembly, actor: Any, at: datetime) -> SealedRecord:
    """Write the parts and the head, put the head into the journal, ask for the time stamp.

    Refused before the meeting is over and the chair has confirmed the minutes. Sealed again when nothing changed, the version
    there is stays; else a new version is made beside it.
    """
    row = locked(assembly)
    minutes = Minutes.objects.filter(assembly=row).first()
    if row.stage is not AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is not over yet."))
    if minutes is None or minutes.stage is not MinutesState.CONFIRMED:
        raise AssemblyRefused("", _("The chair has not confirmed the minutes yet."))
    last = SealedRecord.objects.filter(assembly=row).order_by("-version").first()
    parts = parts_of(row, _salt(row))
    head = head_of(meeting_of(row), parts)
    hashed = digest_of(head)
    if last is not None and last.head == hashed:
        return last
    version = (last.version if last else 0) + 1
    entry = note(
        row, "record.seal", actor=actor, at=at, changes={"head": hashed, "version": version, "parts": len(parts)}
    )
    wanted = StampState.WAITING if setting(row.site, AUTHORITY) else StampState.NONE
    record = SealedRecord.objects.create(
        assembly=row, version=version, head=hashed, made_at=at, made_by=actor, entry_id=entry.pk, stamp_state=wanted
    )
    RecordPart.objects.bulk_create(
        [RecordPart(record=record, name=name, text=text) for name, text in {HEAD: head, **parts}.items()],
        batch_size=500,
    )
    if wanted is StampState.WAITING:
        transaction.on_commit(lambda: stamp_record.enqueue(record.pk), robust=True)
    return record


def _salt(assembly: Assembly) -> str:
    """The same for each sealing of one meeting, and known only here; a person's part carries what was made from it."""
    return hashlib.sha256(f"assembly.record:{assembly.channel}".encode()).hexdigest()


@task()
def stamp_record(record_id: int) -> None:
    """Ask the authority; enqueued after the commit of whoever sealed. What fails waits for the next beat."""
    record = SealedRecord.objects.select_related("assembly__site", "assembly__event").filter(
        pk=record_id, stamp_state=StampState.WAITING
    ).first()  # fmt: skip
    if record is not None:
        stamp(record)


def stamp(record: SealedRecord) -> SealedRecord:
    """Ask for a time stamp over the head and keep what holds. Not inside a transaction. After 20 failures it is given up, and said."""
    site = record.assembly.site
    digest = bytes.fromhex(record.head)
    nonce = secrets.randbits(NONCE_BITS)
    try:
        token = token_in(ask(str(setting(site, AUTHORITY)), request_for(digest, nonce), site))
        found = read_stamp(token, digest, certificates_of(site))
        if found.nonce != nonce:
            raise BadStamp("other", "the answer is to another question")
    except (BadStamp, httpx.HTTPError, AddressRefused):
        SealedRecord.objects.filter(pk=record.pk).update(tries=F("tries") + 1)
        SealedRecord.objects.filter(pk=record.pk, tries__gte=MOST_TRIES).update(stamp_state=StampState.FAILED)
        record.refresh_from_db()
        return record
    with transaction.atomic():
        mine = SealedRecord.objects.filter(pk=record.pk, stamp_state=StampState.WAITING)
        if mine.update(stamp=base64.b64encode(token).decode(), stamped_at=found.at, stamp_state=StampState.STAMPED):
            told = {"version": record.version, "serial": str(found.serial)}
            note(record.assembly, "record.stamp", actor=None, at=site_now(site), changes=told)
    record.refresh_from_db()
    return record


@transaction.atomic
def stamp_again(*, record: SealedRecord, actor: Any, at: datetime) -> None:
    """Try anew what was given up, or what was sealed before an authority was set up. Raises AssemblyRefused without one."""
    if not setting(record.assembly.site, AUTHORITY):
        raise AssemblyRefused("", _("No time-stamp authority is set up for this site."))
    again = (StampState.NONE, StampState.FAILED, StampState.WAITING)
    if SealedRecord.objects.filter(pk=record.pk, stamp_state__in=again).update(stamp_state=StampState.WAITING, tries=0):
        transaction.on_commit(lambda: stamp_record.enqueue(record.pk), robust=True)


def ask(url: str, request: bytes, site: Site) -> bytes:
    """The authority's answer. Raises BadStamp for one that is too large, and what `answer_of` raises."""
    headers = {"Content-Type": "application/timestamp-query"}
    content = answer_of(url, site=site, timeout_s=TIMEOUT_S, most=MOST_BYTES, content=request, headers=headers)
    if len(content) > MOST_BYTES:
        raise BadStamp("answer", "the answer is too large")
    return content


def certificates_of(site: Site) -> list[x509.Certificate]:
    """The certificates that the site trusts for time stamps; none where none, or something else, was set."""
    try:
        return x509.load_pem_x509_certificates(str(setting(site, CERTIFICATE)).encode())
    except ValueError:
        return []


def waiting_records(limit: int = 20) -> list[int]:
    """Records whose wake-up may have been lost."""
    rows = SealedRecord.objects.filter(stamp_state=StampState.WAITING).order_by("made_at")
    return list(rows.values_list("pk", flat=True)[:limit])
