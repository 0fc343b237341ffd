"""A promise in the reader's words."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guanjia.kernel.span import Span
from guanjia.standards.rules.when import Calendar, Chain, Floating, Link, Quota, Relative, Timer, Trigger, When

MOMENTS: dict[str, Callable[[], str]] = {
    "starts_at": lambda: _("the start"),
    "ends_at": lambda: _("the planned end"),
    "started_at": lambda: _("the real start"),
    "ended_at": lambda: _("the real end"),
    "seated_at": lambda: _("the leaders being seated"),
    "leaders_seated_at": lambda: _("the leaders being seated"),
    "arrival_at": lambda: _("the first guests' arrival"),
    "first_start_at": lambda: _("the first start of the day"),
    "last_end_at": lambda: _("the last end"),
    "issued_at": lambda: _("the issue of the sheet"),
    "created_at": lambda: _("the entry"),
    "opened_at": lambda: _("the opening of the order"),
    "completed_at": lambda: _("its completion"),
    "happened_at": lambda: _("the incident"),
    "reported_at": lambda: _("the report"),
    "mitigated_at": lambda: _("the first help"),
    "tested_at": lambda: _("the test after the repair"),
    "closed_at": lambda: _("its closing"),
    "heard_at": lambda: _("the complaint being heard"),
    "promised_at": lambda: _("the promised moment"),
    "solved_at": lambda: _("the solution"),
    "reply_until": lambda: _("the end of the time for answers"),
    "held_until": lambda: _("the end of the hold"),
    "offered_at": lambda: _("the offer"),
    "made_at": lambda: _("the change being made"),
    "bought_at": lambda: _("the purchase"),
    "serve_at": lambda: _("the serving"),
    "asked_at": lambda: _("the request"),
    "due_at": lambda: _("the moment asked for"),
    "changed_at": lambda: _("the change of the layout"),
    "reseated_at": lambda: _("the change of the seats"),
    "edited_at": lambda: _("the change of the agenda"),
    "begins_at": lambda: _("the beginning of the item"),
    "over_at": lambda: _("the end of the item's time"),
    "list_changed_at": lambda: _("the change of the list of papers"),
    "withdrawn_at": lambda: _("the withdrawal of the old version"),
    "recalled_at": lambda: _("the end of the recall"),
    "staff_changed_at": lambda: _("the change of the list of people"),
    "break1_at": lambda: _("the first tea break"),
    "break1_ends_at": lambda: _("the end of the first tea break"),
    "break2_at": lambda: _("the second tea break"),
    "break2_ends_at": lambda: _("the end of the second tea break"),
    "break3_at": lambda: _("the third tea break"),
    "break3_ends_at": lambda: _("the end of the third tea break"),
    "rest1_at": lambda: _("the first tea break"),
    "rest1_ends_at": lambda: _("the end of the first tea break"),
    "rest2_at": lambda: _("the second tea break"),
    "rest2_ends_at": lambda: _("the end of the second tea break"),
    "rest3_at": lambda: _("the third tea break"),
    "rest3_ends_at": lambda: _("the end of the third tea break"),
    "needs_written_at": lambda: _("the needs being written"),
    "applied_at": lambda: _("the application"),
    "valid_until": lambda: _("the last day it holds"),
    "last_try_at": lambda: _("the last try"),
    "on": lambda: _("the day"),
    "done_at": lambda: _("the end of the work"),
    "seen_at": lambda: _("the moment it was seen"),
    "received_at": lambda: _("the receipt"),
    "next_reply_at": lambda: _("the promised reply"),
    "sign_due": lambda: _("the end of the time to sign"),
    "contact_due": lambda: _("the end of the time to ring"),
    "reply_due": lambda: _("the end of the time to reply"),
    "replied_at": lambda: _("the reply"),
    "taken_at": lambda: _("the taking in"),
    "rung_at": lambda: _("the first ring"),
    "left_at": lambda: _("the message being left"),
    "reached_at": lambda: _("somebody being reached"),
    "settled_at": lambda: _("the settlement"),
    "expected_end": lambda: _("the expected end"),
    "announced_at": lambda: _("the announcement"),
    "planned_on": lambda: _("the planned day"),
    "told_at": lambda: _("the notice"),
    "began_at": lambda: _("the beginning of the work"),
    "planned_until": lambda: _("the planned end of the work"),
    "finished_at": lambda: _("the end of the renovation"),
    "found_at": lambda: _("the finding"),
    "due_on": lambda: _("the day it is due back"),
    "keep_until": lambda: _("the end of its keeping"),
    "since": lambda: _("the first day there"),
    "until": lambda: _("the last day there"),
    "delivered_on": lambda: _("the handing over of the home"),
    "published_at": lambda: _("the publication"),
    "entered_at": lambda: _("the entry in the list"),
    "appointment_from": lambda: _("the beginning of the appointment"),
    "appointment_to": lambda: _("the end of the appointment"),
    "closes_at": lambda: _("the closing of the survey"),
    "measured_at": lambda: _("the measurement"),
    "expected_at": lambda: _("the expected arrival"),
    "pass_until": lambda: _("the end of the pass"),
    "leave_by": lambda: _("the moment to leave by"),
    "arrived_at": lambda: _("the arrival"),
    "arrives_at": lambda: _("the planned arrival"),
    "at": lambda: _("the moment itself"),
    "begun_at": lambda: _("the beginning"),
    "brought_at": lambda: _("the bringing"),
    "cleared_at": lambda: _("the clearing"),
    "collected_at": lambda: _("the collection"),
    "cut_off_at": lambda: _("the kitchen's cut-off"),
    "depart_at": lambda: _("the departure"),
    "down_at": lambda: _("the stand-down"),
    "escort_at": lambda: _("the escort"),
    "given_at": lambda: _("the handing out"),
    "greet_at": lambda: _("the greeting"),
    "hand_due_at": lambda: _("the end of the time to hand on"),
    "handed_at": lambda: _("the handing on"),
    "leaves_at": lambda: _("the planned leave"),
    "line_car_at": lambda: _("the car being ready"),
    "line_gate_at": lambda: _("the gate being told"),
    "line_lift_at": lambda: _("the lift being kept"),
    "line_medical_at": lambda: _("the medical post being ready"),
    "line_gift_at": lambda: _("the gift being given"),
    "lounge_at": lambda: _("the lounge"),
    "meal_at": lambda: _("the meal"),
    "meeting_at": lambda: _("the meeting itself"),
    "noted_at": lambda: _("the note"),
    "proposed_at": lambda: _("the proposal"),
    "rest_at": lambda: _("the rest"),
    "screening_at": lambda: _("the opening of the entry check"),
    "set_at": lambda: _("the posts being manned"),
    "silent_since": lambda: _("the last sign of life"),
    "tea_at": lambda: _("the tea"),
    "trial_ends_at": lambda: _("the end of the trial"),
    "wanted_at": lambda: _("the moment wanted"),
}


def moment_label(name: str) -> str:
    """What a moment is called in a sentence; an unknown one keeps its code."""
    return MOMENTS[name]() if name in MOMENTS else name


def describe_span(span: Span | timedelta, *, fold: bool = True) -> str:
    """ "2 hours 30 minutes", "3 working days"; without its sign. `fold` says 24 hours as a day."""
    if isinstance(span, timedelta):
        span = Span(0, span)
    minutes, seconds = divmod(int(abs(span.time).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = (abs(span.days) + hours // 24, hours % 24) if fold and not span.working else (abs(span.days), hours)
    parts = []
    if days:
        words = _("%(n)s working days") if span.working else ngettext("%(n)s day", "%(n)s days", days)
        parts.append(words % {"n": days})
    if hours:
        words = _("%(n)s working hours") if span.working else ngettext("%(n)s hour", "%(n)s hours", hours)
        parts.append(words % {"n": hours})
    if minutes:
        words = _("%(n)s working minutes") if span.working else ngettext("%(n)s minute", "%(n)s minutes", minutes)
        parts.append(words % {"n": minutes})
    if seconds:
        parts.append(ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds})
    return " ".join(parts) or _("at once")


def describe_when(when: When) -> str:
    """One sentence in the reader's language."""
    return _sentences[type(when)](when)


def _relative(when: Relative) -> str:
    values = {"length": describe_span(when.offset), "moment": _moments(when.moment)}
    if not (when.offset.days or when.offset.time):
        return _("at %(moment)s") % values
    before = when.offset.days < 0 or when.offset.time < timedelta(0)
    return (_("%(length)s before %(moment)s") if before else _("%(length)s after %(moment)s")) % values


def _chain(when: Chain) -> str:
    seasons = [
        _("%(season)s: %(links)s") % {"season": season_label(each.name), "links": _comma().join(map(_link, each.links))}
        for each in when.seasons
    ]
    links = "; ".join(seasons) if len(seasons) > 1 else _comma().join(map(_link, when.seasons[0].links))
    values = {"moment": _moments(when.start), "links": links}
    said = _("from %(moment)s on, each counted from the one before: %(links)s") % values
    return _("%(chain)s; what would fall into a break counts from its end") % {"chain": said} if when.rests else said


def season_label(name: str) -> str:
    """What a season of a chain is called; one of the site's own keeps its name."""
    known = {"summer": _("summer"), "winter": _("winter"), "spring": _("spring"), "autumn": _("autumn")}
    return known.get(name, name)


def _link(link: Link) -> str:
    least, most = (int(each.total_seconds() // 60) for each in (link.least, link.most))
    if least == most:
        return _("%(most)s min") % {"most": most}
    return _("%(least)s-%(most)s min") % {"least": least, "most": most}


def _calendar(when: Calendar) -> str:
    parts = dict(part.split("=", 1) for part in when.rrule.split(";"))
    every = _frequency(parts.pop("FREQ"), int(parts.pop("INTERVAL", "1")))
    days = [str(_weekdays[each]()) for each in parts.pop("BYDAY", "").split(",") if each in _weekdays]
    dates = [_date(each) for each in parts.pop("BYMONTHDAY", "").split(",") if each]
    hours, minutes = parts.pop("BYHOUR", ""), parts.pop("BYMINUTE", "0")
    times = [f"{int(hour):02}:{int(minute):02}" for hour in hours.split(",") if hour for minute in minutes.split(",")]
    if parts:
        return _("by the calendar: %(rule)s") % {"rule": when.rrule}
    return " ".join(filter(None, (every, _comma().join([*days, *dates]), _comma().join(times))))


def _frequency(freq: str, interval: int) -> str:
    if interval == 1:
        return {
            "HOURLY": _("every hour"),
            "DAILY": _("every day"),
            "WEEKLY": _("every week"),
            "MONTHLY": _("every month"),
            "YEARLY": _("every year"),
        }[freq]
    words = {
        "HOURLY": _("every %(n)s hours"),
        "DAILY": _("every %(n)s days"),
        "WEEKLY": _("every %(n)s weeks"),
        "MONTHLY": _("every %(n)s months"),
        "YEARLY": _("every %(n)s years"),
    }
    return words[freq] % {"n": interval}


def _date(number: str) -> str:
    return _("on the last day") if number == "-1" else _("on day %(number)s") % {"number": number}


def _floating(when: Floating) -> str:
    return _("%(length)s after the last time") % {"length": describe_span(when.every)}


def _quota(when: Quota) -> str:
    periods = {
        "day": ngettext("once a day", "%(n)s times a day", when.count),
        "week": ngettext("once a week", "%(n)s times a week", when.count),
        "month": ngettext("once a month", "%(n)s times a month", when.count),
        "quarter": ngettext("once a quarter", "%(n)s times a quarter", when.count),
        "year": ngettext("once a year", "%(n)s times a year", when.count),
    }
    words = [periods[when.period] % {"n": when.count}]
    if when.spacing:
        words.append(_("at least %(length)s apart") % {"length": describe_span(when.spacing)})
    if when.between:
        words.append(
            _("between %(begin)s and %(end)s")
            % {f"{k}": f"{v:%H:%M}" for k, v in zip(("begin", "end"), when.between, strict=True)}
        )
    return _comma().join(words)


def _timer(when: Timer) -> str:
    return _("within %(length)s, clock stopped while paused") % {"length": describe_span(when.target)}


def _trigger(when: Trigger) -> str:
    cause = when.event or when.move or f"{when.fact} / {when.step.normalize():f}"
    return _("within %(length)s of: %(cause)s") % {"length": describe_span(when.within), "cause": cause}


def _moments(names: Iterable[str]) -> str:
    return _(" or ").join(moment_label(name) for name in names)


def _comma() -> str:
    return _(", ")


_weekdays: dict[str, Callable[[], str]] = {
    "MO": lambda: _("Monday"),
    "TU": lambda: _("Tuesday"),
    "WE": lambda: _("Wednesday"),
    "TH": lambda: _("Thursday"),
    "FR": lambda: _("Friday"),
    "SA": lambda: _("Saturday"),
    "SU": lambda: _("Sunday"),
}
_sentences: dict[type, Callable[[Any], str]] = {
    Relative: _relative,
    Chain: _chain,
    Calendar: _calendar,
    Floating: _floating,
    Quota: _quota,
    Timer: _timer,
    Trigger: _trigger,
}
