"""How likely what waits will be late, learnt from what was late at this site, with the reason in numbers (W19)."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from guanjia.dispatch.rules.lateness import LEAST_TAUGHT, Case, History, LateModel, taught_by
from guanjia.duties.public import Duty
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.servicedesk.public import REQUEST, ServiceRequest

LATEST = 4000
RESOLUTION = "servicedesk.request.resolution."


@dataclass(frozen=True, slots=True)
class Risk:
    """The likelihood, 0 to 1, and what stands behind it: of the last `known` of this kind, `late` were late."""

    share: float
    late: int
    known: int


def cases(site: Site, until: datetime) -> list[tuple[int, Case]]:
    """The last requests that had a promise and came in by `until`, by id, oldest first. Two queries."""
    rows = ServiceRequest.objects.filter(site=site, opened_at__lte=until).exclude(state__in=("cancelled", "merged"))
    wanted = ("pk", "kind", "category", "channel", "opened_at", "promised_at", "completed_at", "closed_at")
    found = list(rows.order_by("-opened_at", "-pk").values_list(*wanted)[:LATEST])
    due = promises(each[0] for each in found)
    made = []
    for pk, kind, group, channel, opened, promised, done, closed in reversed(found):
        until_ = promised or due.get(pk)
        if until_ is not None:
            ended = closed if promised else done or closed
            made.append((pk, _case(site, kind, group, channel, opened, until_, ended)))
    return made


def promises(ids: Collection[int] | object) -> dict[int, datetime]:
    """When each of these requests was to be done, by its own clock. One query."""
    rows = Duty.objects.filter(
        subject_kind=REQUEST, subject_id__in=list(ids), standard_code__startswith=RESOLUTION, due_at__isnull=False  # type: ignore[call-overload]
    )  # fmt: skip
    return dict(rows.order_by("round").values_list("subject_id", "due_at"))


def _case(
    site: Site, kind: str, group: str, channel: str, opened: datetime, due: datetime, ended: datetime | None
) -> Case:
    return Case(
        kind, group, channel, local(site, opened).replace(tzinfo=None), local(site, due).replace(tzinfo=None),
        local(site, ended).replace(tzinfo=None) if ended else None,
    )  # fmt: skip


def risks(site: Site, request_ids: Collection[int], at: datetime) -> dict[int, Risk]:
    """The risk of each of these requests that has a promise. Empty where fewer than 200 outcomes are known: nothing is
    guessed. Learnt once a day and process, in about a second."""
    wanted = set(request_ids)
    if not wanted:
        return {}
    model = _model(site.pk, local(site, at).date())
    if model is None:
        return {}
    history, rows, lately = History(), {}, {}
    present = local(site, at).replace(tzinfo=None)
    known: dict[str, deque[bool]] = {}
    for pk, case in cases(site, at):
        if pk in wanted:
            rows[pk] = history.row(case)
            lately[pk] = case.kind
        history.take(case)
        if (late := case.late_by(present)) is not None:
            known.setdefault(case.kind, deque(maxlen=40)).append(late)
    if not rows:
        return {}
    shares = model.risk(list(rows.values()))
    return {
        pk: Risk(float(share), sum(known.get(lately[pk], ())), len(known.get(lately[pk], ())))
        for pk, share in zip(rows, shares, strict=True)
    }


@lru_cache(maxsize=16)
def _model(site_id: int, day: date) -> LateModel | None:
    """The model of the day, of what was known when it began."""
    site = Site.objects.get(pk=site_id)
    began = datetime.combine(day, time())
    past = [case for _pk, case in cases(site, to_utc(site, began))]
    return taught_by(past, began) if len(past) >= LEAST_TAUGHT else None
