"""How the duties of a site ended, for reports."""

from collections import Counter

from django.db.models import Count, Q

from guanjia.duties.models import Duty
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.sites.public import Site

FINISHED = {
    "on_time": DutyState.ON_TIME,
    "late": DutyState.LATE,
    "missed": DutyState.MISSED,
    "withdrawn": DutyState.WITHDRAWN,
}


def escalation_count(site: Site) -> int:
    """Rungs that duties of the site climbed, sent or told late."""
    rungs = Count("steps", filter=~Q(steps__post_code=""))
    return int(Duty.objects.filter(site=site).aggregate(count=rungs)["count"])


def duty_counts(site: Site) -> dict[str, int]:
    """Ended duties of the site by how they ended; `planned` is their sum, what falls due later is not counted."""
    states = Counter(Duty.objects.filter(site=site).values_list("state", flat=True))
    ended = {name: states[state.value] for name, state in FINISHED.items()}
    return {"planned": sum(ended.values())} | ended
