"""The recipient lets somebody else collect: a link with name and code, good until it is collected or the code changes."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import CustodyRefused
from guanjia.foundation.messages.public import lock, unlock
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.frontdesk.parcels.actions.noting import note
from guanjia.frontdesk.parcels.actions.receiving import give_code
from guanjia.frontdesk.parcels.models import Parcel
from guanjia.frontdesk.parcels.queries.parcels import code_of
from guanjia.frontdesk.parcels.rules.codes import is_locked

SHARED_FOR = timedelta(days=7)
LONGEST_NAME = 40
ABOUT = "parcel"


@dataclass(frozen=True, slots=True)
class Shared:
    """What whoever collects for another shows at the counter."""

    parcel: Parcel
    name: str
    code: str
    until: datetime


@transaction.atomic
def share_code(*, parcel: Parcel, name: str, actor: Any, at: datetime) -> str:
    """The token of a link for whoever collects; it holds the name locked, so no row of them is kept. The journal says that
    the code was passed on, not to whom. Raises CustodyRefused without name or code, SecretRefused.
    """
    who = " ".join(name.split())[:LONGEST_NAME]
    if not who:
        raise CustodyRefused("name", _("Say who collects for you."))
    refuse_marked({"name": who}, site=parcel.site)
    if not parcel.is_open or not code_of(parcel):
        raise CustodyRefused("parcel", _("This parcel has no code to pass on."))
    note(parcel, "share", actor=actor, at=at)
    until = at + SHARED_FOR
    return lock(json.dumps([ABOUT, parcel.pk, parcel.code_salt, who, until.isoformat()], ensure_ascii=False))


@transaction.atomic
def renew_code(*, parcel: Parcel, actor: Any, at: datetime) -> str:
    """Another code: every link that was passed on is void. Raises CustodyRefused for a locked parcel and one without code."""
    if not parcel.is_open or not parcel.code_digest:
        raise CustodyRefused("parcel", _("This parcel has no code to pass on."))
    if is_locked(parcel.tries):
        raise CustodyRefused("parcel", _("Too many wrong codes. A supervisor must unlock this parcel."))
    note(parcel, "renew_code", actor=actor, at=at)
    give_code(parcel)
    return code_of(parcel)


def read_share(token: str) -> Shared | None:
    """What a link says; None for a forged or void one and once the parcel was collected. Its reader looks at `until`."""
    try:
        about, pk, salt, name, until = json.loads(unlock(token))
        ends_at = datetime.fromisoformat(until)
    except (ValueError, TypeError):
        return None
    rows = Parcel.objects.select_related("site", "item__unit")
    parcel = rows.filter(pk=pk, code_salt=salt, is_open=True).first() if about == ABOUT else None
    code = code_of(parcel) if parcel is not None else ""
    return Shared(parcel, name, code, ends_at) if parcel is not None and code else None
