"""Why somebody is proposed, as reasons with numbers; the words stand in the reader's language elsewhere."""

from collections.abc import Sequence
from typing import Any

from guanjia.dispatch.rules.jobs import Plan, Stop, Ways, Worker

Reason = tuple[str, dict[str, Any]]


def reasons(stop: Stop, plan: Plan, workers: Sequence[Worker], ways: Ways) -> list[Reason]:
    """What speaks for it, the heaviest first: only one who can, the certificate, the area, the way, the load, the promise."""
    job, worker = stop.job, stop.worker
    able = [each for each in workers if each.can(job)]
    found: list[Reason] = []
    if len(able) == 1:
        found.append(("only", {"skill": job.skill}))
    elif job.skill:
        found.append(("skill", {"skill": job.skill, "others": len(able) - 1}))
    if job.certificate:
        found.append(("certificate", {"kind": job.certificate}))
    if job.area and job.area in worker.areas:
        found.append(("area", {"area": job.area}))
    found.append(("way", {"minutes": round(stop.way)}))
    before = worker.carried + stop.place
    found.append(("load", {"orders": before}))
    if job.due is not None:
        late = round(stop.late)
        found.append(("late", {"minutes": late}) if late else ("in_time", {"minutes": round(job.due - stop.end)}))
    return found
