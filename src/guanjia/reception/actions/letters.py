"""The scan of an official letter, kept with its reception (VIPP-025)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from guanjia.foundation.files.public import PHOTOS, erase_held_by, hold, store
from guanjia.reception.actions.receiving import note
from guanjia.reception.models import Reception

LETTER_FILE = "reception.letter"
KINDS = ("application/pdf", *PHOTOS)


def keep_letter(*, reception: Reception, upload: Any, name: str, actor: Any, at: datetime) -> Reception:
    """Keep the scan; a newer one takes its place. Raises FileRefused, SecretRefused (a mark in name or text, FIELD 1).

    Only who plans receptions opens it. Call it outside a transaction.
    """
    file = store(site=reception.site, upload=upload, name=name, actor=actor, at=at, kinds=KINDS)
    holder = (LETTER_FILE, reception.pk)
    with transaction.atomic():
        erase_held_by(holder)
        hold(file, holder)
        Reception.objects.filter(pk=reception.pk).update(letter_file=file, rev=F("rev") + 1)
        reception.refresh_from_db()
        note(reception, "letter.keep", actor, at, {"sha256": file.sha256})
    return reception
