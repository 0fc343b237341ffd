"""Who keeps an assembly (the clerk: co-ordinator or team leader) and who sees it."""

from typing import Any

from guanjia.assembly.models import Assembly
from guanjia.conference.public import can_plan, can_run
from guanjia.people.public import is_manager

keeps_assembly = can_plan
sees_assembly = can_run
keeps_servers = is_manager
"""Servers and their secrets are the manager's, not the clerk's."""
exports_attendance = can_plan
"""The list of attendees with who read what leaves the house only by the hand of who keeps the meeting."""


def hears_assembly(user: Any, rest: str) -> bool:
    """Whether topic `assembly:<channel>` may be heard: whoever knows the channel has a page of the meeting. It tells versions only."""
    return Assembly.objects.filter(channel=rest).exists()
