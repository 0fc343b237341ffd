"""Beats: time stamps whose wake-up was lost; lines between pages that nobody fetched."""

from datetime import datetime, timedelta

from guanjia.assembly.actions.sealing import stamp_record, waiting_records
from guanjia.assembly.models import Signal
from guanjia.foundation.jobs.public import every

KEEP_SIGNALS = timedelta(hours=1)


@every("assembly.stamps", seconds=120)
def wake_stamps(now: datetime) -> None:
    """Wake what waits."""
    for record_id in waiting_records():
        stamp_record.enqueue(record_id)


@every("assembly.signals", seconds=600)
def drop_signals(now: datetime) -> None:
    """Lines that nobody fetched within an hour."""
    Signal.objects.filter(at__lt=now - KEEP_SIGNALS).delete()
