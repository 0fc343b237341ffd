"""The journal row, the planner's mark and the live topic that go with every deed of an assembly."""

from datetime import datetime
from typing import Any

from guanjia.assembly.models import Assembly, Motion
from guanjia.foundation.journal.public import Entry, record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed

ASSEMBLY = "assembly.assembly"
MOTION = "assembly.motion"


def topic_of(assembly: Assembly) -> str:
    """The live topic that every page of the meeting hears."""
    return f"assembly:{assembly.channel}"


def note(
    assembly: Assembly, action: str, *, actor: Any, at: datetime, old: str = "", new: str = "", reason: str = "",
    changes: dict[str, Any] | None = None, event: object | None = None,
) -> Entry:  # fmt: skip
    """A row in the assembly's history; its duties are planned anew and its pages look again."""
    entry = record(
        site=assembly.site, at=at, actor=actor, action=action, subject=(ASSEMBLY, assembly.pk), from_state=old,
        to_state=new, reason=reason, changes=changes, event=event,
    )  # fmt: skip
    changed(ASSEMBLY, [assembly.pk], site=assembly.site, at=at)
    touch(topic_of(assembly))
    return entry


def note_motion(
    motion: Motion, action: str, *, actor: Any, at: datetime, old: str = "", new: str = "",
    changes: dict[str, Any] | None = None, event: object | None = None,
) -> Entry:  # fmt: skip
    """A row in the motion's history; the meeting's pages look again."""
    assembly = motion.assembly
    entry = record(
        site=assembly.site, at=at, actor=actor, action=action, subject=(MOTION, motion.pk), from_state=old, to_state=new,
        changes=changes, event=event,
    )  # fmt: skip
    touch(topic_of(assembly))
    return entry
