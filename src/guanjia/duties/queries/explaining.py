"""Why a duty is due when it is: the same inputs as the planner's, told step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.duties.models import Duty, Pause
from guanjia.duties.queries.catalogue import standard_of
from guanjia.duties.rules.deadline import Pause as RulePause
from guanjia.duties.rules.deadline import Stretch, deadline
from guanjia.foundation.sites.public import Site, local, work_calendar, zone_of
from guanjia.foundation.subjects.public import Snapshot, UnknownKind, snapshots
from guanjia.kernel.span import Span
from guanjia.kernel.walltime import midnight
from guanjia.standards.public import (
    Calendar,
    Chain,
    Floating,
    Quota,
    Relative,
    Standard,
    Timer,
    Trigger,
    describe_span,
    describe_when,
    moment_label,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the explanation. `kind`: standard, moment, offset, counted, closed, holiday, paused, rule, shift, ladder, due.
    `at` and `until` bound it where it has a place in time; `amount` is the time that it adds; `text` says it all."""

    kind: str
    text: str
    at: datetime | None = None
    until: datetime | None = None
    amount: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps in order; the last one is the due moment."""

    duty_id: int
    standard: Standard
    steps: tuple[Step, ...]


def explain(duty: Duty) -> Explanation:
    """Why the duty is due at `duty.due_at`, from its standard's version, its subject and the site's calendar."""
    standard = standard_of(duty.version_id)
    try:
        subject = snapshots(duty.subject_kind, [duty.subject_id]).get(duty.subject_id)
    except UnknownKind:
        subject = None
    steps = [Step("standard", _rule_words(standard)), *_reasons(duty, standard, subject)]
    if duty.natural_at != duty.due_at and duty.short_notice:
        steps.append(_short_notice(duty))
    if duty.merged > 1:
        steps.append(Step("rule", _("It stands for %(count)d occurrences lost in an outage.") % {"count": duty.merged}))
    steps.append(Step("due", _("Due %(when)s.") % {"when": wall(duty.site, duty.due_at)}, duty.due_at))
    return Explanation(duty.pk, standard, tuple(steps))


def wall(site: Site, moment: datetime | date) -> str:
    """A moment on the site's wall clock, to the minute; seconds where there are any."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    shown = local(site, moment)
    return f"{shown:%Y-%m-%d %H:%M:%S}" if shown.second else f"{shown:%Y-%m-%d %H:%M}"


def _short_notice(duty: Duty) -> Step:
    words = _("That was too near or past when it was planned at %(born)s, so it got %(lead)s (short notice).")
    lead = describe_span(duty.due_at - duty.born_at)
    return Step("shift", words % {"born": wall(duty.site, duty.born_at), "lead": lead}, duty.due_at)


def _reasons(duty: Duty, standard: Standard, subject: Snapshot | None) -> Iterator[Step]:
    match standard.when:
        case Relative(moment=names, offset=span):
            yield from _from_moment(duty.site, subject, names, span, duty)
        case Timer() as timer:
            yield from _timer(duty, timer, subject)
        case Chain() | Floating():
            yield from _link(duty)
        case Calendar() | Quota():
            yield from _nominal(duty)
        case Trigger(within=span):
            words = _("It has to be done within %(span)s of what set it off.") % {"span": describe_span(span)}
            yield Step("rule", words)


def _rule_words(standard: Standard) -> str:
    title = standard.title.say(get_language() or "")
    return _("Standard “%(title)s”: %(when)s.") % {"title": title, "when": describe_when(standard.when)}


def _moment_of(subject: Snapshot | None, names: tuple[str, ...], site: Site) -> tuple[str, datetime] | None:
    for name in names:
        value: Any = subject.moments.get(name) if subject is not None else None
        if isinstance(value, datetime):
            return name, value
        if value is not None:
            return name, midnight(zone_of(site), value)
    return None


def _from_moment(
    site: Site, subject: Snapshot | None, names: tuple[str, ...], span: Span, duty: Duty
) -> Iterator[Step]:
    found = _moment_of(subject, names, site)
    if found is None:
        yield Step("moment", _("The moment that it counts from is not known any more."))
        return
    name, moment = found
    label = moment_label(name)
    yield Step("moment", _("%(name)s: %(when)s.") % {"name": label, "when": wall(site, moment)}, moment)
    before = span.days < 0 or span.time < timedelta(0)
    if span.working and not before:
        yield from _stretches(site, deadline(moment, span, work_calendar(site)).stretches)
    elif span != Span():
        words = _("%(span)s before that.") if before else _("%(span)s after that.")
        yield Step("offset", words % {"span": describe_span(span)}, duty.natural_at, amount=duty.natural_at - moment)


def _timer(duty: Duty, timer: Timer, subject: Snapshot | None) -> Iterator[Step]:
    began = [at for move, at in (subject.moves if subject else ()) if move in timer.begin and at <= duty.due_at]
    yield Step("rule", _("Target: %(span)s.") % {"span": describe_span(timer.target)})
    if not began:
        return
    pauses = [
        RulePause(row.begins_at, row.ends_at, row.reason, row.cause)
        for row in Pause.objects.filter(duty_id=duty.pk).order_by("begins_at")
    ]
    cycle = int(duty.occurrence.rpartition(":")[2] or 1)
    start = began[min(cycle, len(began)) - 1]
    yield from _stretches(duty.site, deadline(start, timer.target, work_calendar(duty.site), pauses).stretches)
    if any(pause.end is None for pause in pauses):
        yield Step("paused", _("The clock stands still now."))


def _stretches(site: Site, stretches: tuple[Stretch, ...]) -> Iterator[Step]:
    words = {
        "start": _("The clock starts at %(from)s."),
        "counted": _("%(from)s to %(to)s: %(length)s count."),
        "closed": _("%(from)s to %(to)s: closed."),
        "holiday": _("%(day)s: day off (%(note)s)."),
        "paused": _("%(from)s to %(to)s: paused, %(length)s do not count. %(note)s"),
    }
    for each in stretches:
        if each.kind == "due":
            continue
        facts = {
            "from": wall(site, each.begin), "to": wall(site, each.end), "length": describe_span(each.amount),
            "day": each.day.isoformat() if each.day else "", "note": each.note,
        }  # fmt: skip
        yield Step(each.kind, (words[each.kind] % facts).strip(), each.begin, each.end, each.amount)


def _link(duty: Duty) -> Iterator[Step]:
    number = int(duty.occurrence.rpartition(":")[2] or 1)
    before = Duty.objects.filter(
        site_id=duty.site_id, standard_code=duty.standard_code, subject_kind=duty.subject_kind, subject_id=duty.subject_id,
        occurrence=f"n:{number - 1}",
    ).order_by("-round").first()  # fmt: skip
    end = (before.performed_at or before.closes_at) if before is not None else None
    if end is None:
        yield Step("rule", _("Link 1 counts from the start of the chain."))
    else:
        words = _("Link %(number)d counts from the real end of the one before, %(when)s.")
        yield Step("moment", words % {"number": number, "when": wall(duty.site, end)}, end)
        yield Step(
            "offset", _("%(span)s after that.") % {"span": describe_span(duty.natural_at - end)}, duty.natural_at
        )


def _nominal(duty: Duty) -> Iterator[Step]:
    yield Step("rule", _("Occurrence %(name)s of the calendar.") % {"name": duty.occurrence})
    if "T" in duty.occurrence and f"{local(duty.site, duty.natural_at):%Y-%m-%dT%H:%M}" != duty.occurrence[:16]:
        yield Step("shift", _("Moved off a day off, or off an hour that the clock leaves out."), duty.natural_at)
