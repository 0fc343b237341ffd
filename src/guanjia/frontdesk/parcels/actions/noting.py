"""Journal rows of a parcel that move nothing."""

from datetime import datetime
from typing import Any

from guanjia.custody.public import ITEM, topic
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.parcels.models import Parcel


def note(parcel: Parcel, action: str, *, reason: str = "", event: object = None, actor: Any, at: datetime) -> None:
    """Write down what was done to the parcel, in the history of its thing."""
    record(
        site=parcel.site, at=at, actor=actor, action=action, subject=(ITEM, parcel.item_id), reason=reason, event=event
    )
    changed(ITEM, [parcel.item_id], site=parcel.site, at=at)
    touch(topic(parcel.site_id))
