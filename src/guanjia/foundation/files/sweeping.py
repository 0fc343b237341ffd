"""Removes what nobody holds any more."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from guanjia.foundation.files import blobs
from guanjia.foundation.files.models import FileHold, StoredFile
from guanjia.foundation.files.serving import THUMBNAIL_SIDE
from guanjia.foundation.files.storing import Holder

GRACE = timedelta(hours=24)
BATCH = 500


def sweep_orphans(now: datetime) -> int:
    """Delete at most 500 files older than a day that no holder and no row of another table points at; how many went."""
    return _remove(_unreferenced().filter(stored_at__lt=now - GRACE)[:BATCH])


def erase_held_by(holder: Holder) -> int:
    """Delete at once the files that only this holder holds, release the others; how many were deleted."""
    mine = list(FileHold.objects.filter(holder_kind=holder[0], holder_id=holder[1]).values_list("file_id", flat=True))
    FileHold.objects.filter(holder_kind=holder[0], holder_id=holder[1]).delete()
    return _remove(_unreferenced().filter(pk__in=mine))


def _unreferenced() -> QuerySet[StoredFile]:
    rows = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(pointing))
    return rows


def _remove(rows: QuerySet[StoredFile]) -> int:
    gone = 0
    for file in list(rows):
        gone += _unreferenced().filter(pk=file.pk).delete()[0] and 1
        if not StoredFile.objects.filter(site_id=file.site_id, sha256=file.sha256).exists():
            name = blobs.address(file.site_id, file.sha256)
            transaction.on_commit(partial(_drop, name))
    return gone


def _drop(name: str) -> None:
    blobs.drop(name)
    blobs.drop(f"{name}.{THUMBNAIL_SIDE}")
