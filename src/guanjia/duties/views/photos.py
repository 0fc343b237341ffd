"""Photos that come with a form or from a phone's queue."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from guanjia.duties.models import Duty
from guanjia.foundation.files.public import StoredFile, Watermark, store
from guanjia.foundation.sites.public import Site, local


def store_photos(request: HttpRequest, duty: Duty, at: datetime) -> list[tuple[str, int]]:
    """Keep the photos of a form (`photo`, `photo-KEY`) and return (item key or "", file id). Raises FileRefused."""
    kept = []
    for name in request.FILES:
        if name != "photo" and not name.startswith("photo-"):
            continue
        for upload in request.FILES.getlist(name):
            place = duty.place.code if duty.place is not None else ""
            file = store_photo(duty.site, upload, upload.name or "photo.jpg", request.user, at, place)
            kept.append((name.removeprefix("photo").removeprefix("-"), file.pk))
    return kept


def store_photo(site: Site, upload: Any, name: str, actor: Any, at: datetime, place: str) -> StoredFile:
    """Keep one photo with its visible watermark: site, place code, time, name. Raises FileRefused."""
    mark = Watermark(site.name, place, f"{local(site, at):%Y-%m-%d %H:%M}", str(actor))
    return store(site=site, upload=upload, name=name, actor=actor, at=at, watermark=mark)
