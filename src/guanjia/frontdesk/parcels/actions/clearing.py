"""What the registers forget when their time is over (PARC-003)."""

from datetime import timedelta

from guanjia.custody.public import ItemKind, erase_old
from guanjia.duties.public import Task
from guanjia.foundation.sites.public import setting
from guanjia.frontdesk.parcels.models import Parcel
from guanjia.frontdesk.parcels.rules.keeping import records_kept_for

KINDS = [ItemKind.PARCEL.value, ItemKind.STORAGE.value]


def erase_old_records(task: Task) -> int:
    """Forget names, signatures and photos of parcels and stored things that ended longer ago than records are kept."""
    kept = records_kept_for(setting(task.site, "parcels.records_days"))
    pks = erase_old(site=task.site, kinds=KINDS, before=task.at - timedelta(days=kept), at=task.at)
    Parcel.objects.filter(item__in=pks).update(recipient="")
    return len(pks)
