"""The telephone record of a call on paper (TMPL-024)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import private_values
from guanjia.foundation.sites.public import local
from guanjia.frontdesk.desk.actions.keeping import CALL, DeskRefused
from guanjia.frontdesk.desk.models import Call
from guanjia.papers.public import Filling, Sheet, fill_sheet

FORM = "TMPL-024"


@transaction.atomic
def record_sheet(*, call: Call, actor: Any, at: datetime) -> Sheet:
    """The form of the call, filled with its four fields; a second call gives the same one.

    Raises DeskRefused for a call that nobody has written down.
    """
    if not call.content:
        raise DeskRefused(_("Write the call down first."))
    known = (
        Sheet.objects.filter(site=call.site, form=FORM, subject_kind=CALL, subject_id=call.pk).order_by("-pk").first()
    )
    if known is not None and known.state != "void":
        return known
    phones = private_values(call.caller, "phone") if call.caller is not None else []
    values = {
        "at": f"{local(call.site, call.rung_at):%Y-%m-%dT%H:%M}",
        "name": call.caller_name,
        "content": call.content,
        "handling": call.handling,
        "repeated": call.repeated,
    }
    filling = Filling(values=values, subject=(CALL, call.pk), phone=next(iter(phones), ""))
    return fill_sheet(site=call.site, code=FORM, filling=filling, actor=actor, at=at)
