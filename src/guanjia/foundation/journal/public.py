"""The door of the journal."""

from guanjia.foundation.journal.freetext import FreeText
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.journal.payload import event_kind, load
from guanjia.foundation.journal.writing import on_events, record, record_many

__all__ = ["Entry", "FreeText", "event_kind", "load", "on_events", "record", "record_many"]
