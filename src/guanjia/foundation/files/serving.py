"""Decides who may see a file and hands out its bytes."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from guanjia.foundation.files import blobs
from guanjia.foundation.files.models import FileHold, StoredFile
from guanjia.foundation.files.rules.images import NoPhoto, thumbnail
from guanjia.foundation.sites.public import Site

MaySee = Callable[[Any, Site, int], bool]
THUMBNAIL_SIDE = 320
_holders: dict[str, MaySee] = {}


def register_holder(kind: str, may_see: MaySee) -> None:
    """Say who may see the files of holders of this kind: `may_see(user, site, holder_id)`. Called in apps.ready()."""
    _holders[kind] = may_see


def may_see(user: Any, site: Site, file: StoredFile) -> bool:
    """Whether one of the file's holders lets the user see it; a file not yet held is seen by its sender only."""
    if not getattr(user, "is_authenticated", False) or file.site_id != site.pk:
        return False
    holds = list(FileHold.objects.filter(file=file).values_list("holder_kind", "holder_id"))
    if not holds:
        return file.stored_by_id is not None and file.stored_by_id == user.pk
    return any(kind in _holders and _holders[kind](user, site, pk) for kind, pk in holds)


def content_of(file: StoredFile) -> bytes | None:
    """The file's bytes; None when they were erased or lost."""
    return blobs.read(blobs.address(file.site_id, file.sha256))


def thumbnail_of(file: StoredFile) -> bytes | None:
    """A picture's thumbnail (at most 320 pixels a side), made at the first call; None for other files."""
    if not file.is_image:
        return None
    name = blobs.address(file.site_id, file.sha256, f".{THUMBNAIL_SIDE}")
    if (known := blobs.read(name)) is not None:
        return known
    content = content_of(file)
    if content is None:
        return None
    try:
        small = thumbnail(content, file.kind, THUMBNAIL_SIDE)
    except NoPhoto:
        return None
    blobs.write(name, small)
    return small


def url(file: StoredFile, *, thumb: bool = False) -> str:
    """The address that serves the file (or its thumbnail) to those who may see it."""
    return reverse("files:thumb" if thumb else "files:file", args=[file.site.code, file.pk])
