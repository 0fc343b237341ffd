"""Lines that a speech engine of the operator hears; the house hears nothing by itself."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import digest_of
from guanjia.assembly.actions.noting import note, topic_of
from guanjia.assembly.models import Assembly, CaptionLine
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import AssemblyState
from guanjia.conference.public import Secrecy
from guanjia.foundation.live.public import touch_soon
from guanjia.foundation.secrecy.public import secret_mark


@transaction.atomic
def give_caption_key(*, assembly: Assembly, actor: Any, at: datetime) -> str:
    """A key for the speech engine of this meeting; shown once, kept as a hash. The one before ends. Refused for an internal meeting."""
    if assembly.event.secrecy != Secrecy.ORDINARY:
        raise AssemblyRefused("", _("Nothing of an internal meeting is sent to a speech engine."))
    token = secrets.token_urlsafe(24)
    Assembly.objects.filter(pk=assembly.pk).update(caption_digest=digest_of(token))
    note(assembly, "captions.key", actor=actor, at=at)
    return token


def assembly_of_key(token: str) -> Assembly | None:
    """The meeting that this key is for; None for any other."""
    rows = Assembly.objects.select_related("site", "event").exclude(event__secrecy=Secrecy.CONTROLLED)
    return rows.filter(caption_digest=digest_of(token)).first()


def hear(*, assembly: Assembly, key: str, words: str, language: str, at: datetime) -> bool:
    """Show a line; False when it was there already (`key` is the engine's number of it). Raises AssemblyRefused.

    A line with a secrecy mark is refused and not kept: a meeting in which such is read out is not for this house (FIELD 1).
    """
    text = words.strip()
    if not text or len(text) > 500 or not 0 < len(key) <= 64 or len(language) > 16:
        raise AssemblyRefused("words", _("A line has a key of at most 64 and 1 to 500 characters."))
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    if secret_mark(text):
        raise AssemblyRefused("words", _("This line bears a secrecy mark and was not kept."))
    try:
        with transaction.atomic():
            CaptionLine.objects.create(assembly=assembly, key=key, language=language, words=text, at=at)
    except IntegrityError:
        return False
    touch_soon(topic_of(assembly))
    return True
