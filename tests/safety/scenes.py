"""Assessments and entries for tests of safety."""

from datetime import UTC, date, datetime
from typing import Any

from guanjia.safety.models import Assessment, WatchEntry
from guanjia.safety.public import (
    Suspect,
    Topic,
    file_assessment,
    propose_entry,
)
from tests.cast import Cast

TEN = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def filed(cast: Cast, topic: Topic = Topic.WATCH_LIST) -> Assessment:
    known: dict[str, Any] = {"number": "PIA-2026-1", "responsible": "李经理", "on": date(2026, 3, 1)}
    return file_assessment(site=cast.site, topic=topic, actor=cast.mei, at=TEN, **known)


def proposed(cast: Cast, **fields: Any) -> WatchEntry:
    known = {"name": "胡可疑", "phone": "13512345678", "reason": "多次尾随", "evidence": "KY-20260304-0001"}
    return propose_entry(site=cast.site, suspect=Suspect(**known | fields), actor=cast.gus, at=TEN)
