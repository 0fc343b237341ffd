"""When a shift of a day begins and ends on the wall."""

from datetime import date, datetime, time, timedelta


def shift_span(day: date, from_time: time, until_time: time) -> tuple[datetime, datetime]:
    """Wall-clock begin and end (naive) of the shift that begins on `day`; until at or before from is the next day."""
    begins, ends = datetime.combine(day, from_time), datetime.combine(day, until_time)
    return begins, ends if ends > begins else ends + timedelta(days=1)


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
