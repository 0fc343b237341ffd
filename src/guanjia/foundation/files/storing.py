"""Takes files in, ties them to holders, lets them go."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.files import blobs
from guanjia.foundation.files.models import FileHold, StoredFile
from guanjia.foundation.files.rules import sniff
from guanjia.foundation.files.rules.images import CleanImage, NoPhoto, TooManyPixels, Watermark, clean_image
from guanjia.foundation.files.rules.names import safe_name
from guanjia.foundation.secrecy.public import refuse_marked_file
from guanjia.foundation.sites.public import Site

MEGABYTE = 1024 * 1024
MOST_BYTES = {"image": 25 * MEGABYTE, "audio": 25 * MEGABYTE, "video": 60 * MEGABYTE}
MOST_BYTES_OTHER = 30 * MEGABYTE
Holder = tuple[str, int]


class Upload(Protocol):
    """What a form's file field gives."""

    size: int | None

    def read(self, count: int = ..., /) -> bytes: ...


class FileRefused(Exception):
    """The file is not taken; str() says why in the reader's language, `code` names the rule."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def store(
    *,
    site: Site,
    upload: Upload | bytes,
    name: str,
    actor: Any,
    at: datetime,
    kinds: Sequence[str] = sniff.PHOTOS,
    watermark: Watermark | None = None,
    holder: Holder | None = None,
) -> StoredFile:
    """Keep the file and return its row; the same content sent again to the same site returns the same row.

    The kind is read from the bytes and must be one of `kinds`. Photos are re-encoded without location data and, with
    `watermark`, marked visibly. Raises FileRefused (empty, too large, wrong kind, no photo), SecretRefused (a secrecy
    mark in name or text), RuntimeError inside a transaction: call it first, then open the transaction.
    """
    blobs.assert_outside_transaction()
    content = _content(upload)
    kind = _allowed_kind(content, kinds)
    refuse_marked_file(name, content, site=site)
    origin = hashlib.sha256(content + (watermark.line().encode() if watermark else b"")).hexdigest()
    known = StoredFile.objects.filter(site=site, origin=origin).first()
    if known is None:
        known = _keep(site, content, kind, origin, name, actor, at, watermark)
    if holder is not None:
        hold(known, holder)
    return known


def hold(file: StoredFile, holder: Holder) -> None:
    """Tie the file to a holder (kind, id), whose kind decides who may see it. A second call does nothing."""
    FileHold.objects.get_or_create(file=file, holder_kind=holder[0], holder_id=holder[1])


def release(holder: Holder, files: Iterable[StoredFile] | None = None) -> int:
    """Untie the holder from these files (from all without `files`); what nobody holds is swept later."""
    rows = FileHold.objects.filter(holder_kind=holder[0], holder_id=holder[1])
    if files is not None:
        rows = rows.filter(file__in=[file.pk for file in files])
    return rows.delete()[0]


def _content(upload: Upload | bytes) -> bytes:
    most = max(*MOST_BYTES.values(), MOST_BYTES_OTHER)
    if isinstance(upload, bytes):
        content = upload
    elif (upload.size or 0) > most:
        raise FileRefused(_("The file is larger than %(most)d MB.") % {"most": most // MEGABYTE}, "too_large")
    else:
        content = upload.read(most + 1)
    if not content:
        raise FileRefused(_("The file is empty. Choose it again."), "empty")
    return content


def _allowed_kind(content: bytes, kinds: Sequence[str]) -> str:
    kind = sniff.sniff(content)
    if kind not in kinds:
        raise FileRefused(_refusal(kind, kinds), "wrong_kind")
    most = MOST_BYTES.get(kind.split("/")[0], MOST_BYTES_OTHER)
    if len(content) > most:
        raise FileRefused(
            _("The file has %(size).1f MB; at most %(most)d MB are taken.")
            % {"size": len(content) / MEGABYTE, "most": most // MEGABYTE},
            "too_large",
        )
    return kind


def _refusal(kind: str, kinds: Sequence[str]) -> str:
    if kind == sniff.HEIC:
        return _('This is a HEIC photo. Set the camera to "most compatible" (JPEG) and take it again.')
    if kind in (sniff.HTML, sniff.SVG, sniff.XML, sniff.PROGRAM):
        return _("This is a web page or program, whatever its name says. It was not kept.")
    if any(wanted.startswith("image/") for wanted in kinds):
        return _("This is no photo that can be shown. Send a JPEG or PNG picture.")
    return _("Files of this kind are not taken here. Wanted: %(kinds)s.") % {
        "kinds": ", ".join(sorted({LABELS.get(wanted, wanted) for wanted in kinds}))
    }


LABELS = {
    sniff.PDF: "PDF",
    sniff.DOCX: "Word",
    sniff.XLSX: "Excel",
    sniff.OLE: "Excel 97",
    sniff.PPTX: "PowerPoint",
    sniff.ODT: "ODT",
    sniff.ODS: "ODS",
    sniff.CSV: "CSV",
    sniff.TEXT: "TXT",
    sniff.OGG: "OGG",
    sniff.MP3: "MP3",
    sniff.WAV: "WAV",
    sniff.WEBM: "WebM",
    sniff.MP4: "MP4",
}


def _keep(
    site: Site, content: bytes, kind: str, origin: str, name: str, actor: Any, at: datetime, mark: Watermark | None
) -> StoredFile:
    image = _image(content, kind, mark)
    kept = image.content if image else content
    sha256 = hashlib.sha256(kept).hexdigest()
    blobs.write(blobs.address(site.pk, sha256), kept)
    row = StoredFile(
        site=site,
        origin=origin,
        sha256=sha256,
        kind=kind,
        name=safe_name(name, kind),
        size=len(kept),
        width=image.width if image else None,
        height=image.height if image else None,
        stored_at=at,
        stored_by_id=getattr(actor, "pk", None),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return StoredFile.objects.get(site=site, origin=origin)
    return row


def _image(content: bytes, kind: str, mark: Watermark | None) -> CleanImage | None:
    if not kind.startswith("image/"):
        return None
    try:
        return clean_image(content, kind, watermark=mark)
    except NoPhoto:
        raise FileRefused(_("This is no photo that can be shown. Send a JPEG or PNG picture."), "no_photo") from None
    except TooManyPixels:
        raise FileRefused(
            _("The photo has too many pixels. Choose a smaller size in the camera."), "too_large"
        ) from None
