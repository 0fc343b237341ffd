"""From the file's words to a session that can be made, or the reason why not."""

from collections.abc import Callable
from datetime import datetime, time, timedelta, tzinfo
from hashlib import sha256

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.moments import (
    fixed,
    parse_clock,
    parse_date,
    parse_duration,
    parse_moment,
    shown,
)
from guanjia.conference.rules.programme.rows import ProgrammeRow, RawRow, Reason, Rejected, RowBroken
from guanjia.conference.rules.programme.words import clean, one_line, plain
from guanjia.kernel.words import gettext_noop as N_

SecretTest = Callable[[str], bool]
SECRET = Reason(N_("It carries a state-secret mark. Nothing of it was kept."))
OWN_KEY = "~"
"""An external id that begins so was made here, from title and speakers."""


class Checker:
    """Checks the rows of one file: each on its own, and against the ids seen before it."""

    def __init__(self, *, zone: tzinfo | None, zone_name: str, day_change: time | None, is_secret: SecretTest) -> None:
        """`zone` is for times without an offset; None when the file names one, `zone_name`, that nobody knows."""
        self._zone, self._zone_name, self._day_change = zone, zone_name, day_change
        self._is_secret = is_secret
        self._seen: dict[str, int] = {}

    def check(self, raw: RawRow) -> ProgrammeRow | Rejected:
        """The session, or why it is rejected. The second row with an id that was there before is rejected."""
        external_id = external_id_of(raw)
        if any(self._is_secret(text) for text in _texts(raw)):
            return Rejected(raw.row, SECRET, external_id)
        try:
            if raw.cancelled:
                return Rejected(raw.row, Reason(N_("The file calls it off.")), external_id, cancelled=True)
            if raw.broken is not None:
                return Rejected(raw.row, raw.broken, external_id)
            row = self._row(raw, external_id)
            self._unseen(row)
        except RowBroken as broken:
            return Rejected(raw.row, broken.reason, external_id)
        except (ValueError, OverflowError):
            return Rejected(raw.row, Reason(N_("The date %(value)s cannot be read."), _shown_date(raw)), external_id)
        return row

    def _row(self, raw: RawRow, external_id: str) -> ProgrammeRow:
        title = one_line(raw.title, limits.TITLE)
        if not title:
            raise RowBroken(N_("It has no title."))
        starts_at, ends_at = self._times(raw)
        room = one_line(raw.room, limits.ROOM)
        if not room:
            raise RowBroken(N_("It has no room."))
        return ProgrammeRow(
            row=raw.row,
            external_id=external_id,
            title=title,
            subtitle=one_line(raw.subtitle, limits.SUBTITLE),
            track=one_line(raw.track, limits.TRACK),
            kind=one_line(raw.kind, limits.KIND),
            language=one_line(raw.language, limits.LANGUAGE),
            room=room,
            starts_at=starts_at,
            ends_at=ends_at,
            abstract=_abstract(raw),
            url=_url(raw.url),
            links=tuple(link for text in raw.links if (link := _url(text))),
            speakers=_speakers(raw),
        )

    def _unseen(self, row: ProgrammeRow) -> None:
        key = row.external_id
        if key.startswith(OWN_KEY):  # a session may recur under one title, but not in one place at one time
            key = f"{key}|{row.room}|{row.starts_at.timestamp()}"
        first = self._seen.setdefault(key, row.row)
        if first != row.row:
            raise RowBroken(N_("It repeats row %(row)s."), row=first)

    def _times(self, raw: RawRow) -> tuple[datetime, datetime]:
        if raw.starts_at is not None and raw.ends_at is not None:
            starts_at, ends_at = raw.starts_at, raw.ends_at
        else:
            starts_at = self._start(raw)
            ends_at = self._end(raw, starts_at)
        if ends_at < starts_at:
            raise RowBroken(N_("It ends before it starts."))
        if ends_at == starts_at:
            raise RowBroken(N_("It lasts no time at all."))
        if ends_at - starts_at > timedelta(days=limits.LONGEST_DAYS):
            raise RowBroken(N_("It lasts longer than %(days)s days."), days=limits.LONGEST_DAYS)
        return starts_at, ends_at

    def _start(self, raw: RawRow) -> datetime:
        """The session's own date and time wins, then a start that is a whole date, then day and time of day."""
        for text in (raw.date, raw.start):
            if (moment := parse_moment(text)) is not None:
                return self._fixed(moment)
        if not raw.start.strip():
            raise RowBroken(N_("It has no start."))
        clock = parse_clock(raw.start)
        if raw.date.strip():
            return self._fixed(datetime.combine(parse_date(raw.date), clock))
        if not raw.day.strip():
            raise RowBroken(N_("It has no date."))
        day = parse_moment(raw.day)
        local = datetime.combine(day.date() if day else parse_date(raw.day), clock)
        if self._belongs_to_next_day(local, raw):
            local += timedelta(days=1)
        return self._fixed(local)

    def _belongs_to_next_day(self, local: datetime, raw: RawRow) -> bool:
        """A conference day runs past midnight: what starts before the day changes is the next calendar day."""
        if self._day_change is not None:
            return local.time() < self._day_change
        begins, ends = parse_moment(raw.day_from), parse_moment(raw.day_until)
        if begins is None or ends is None:
            return False
        return local < begins.replace(tzinfo=None) and local + timedelta(days=1) < ends.replace(tzinfo=None)

    def _end(self, raw: RawRow, starts_at: datetime) -> datetime:
        if (end := parse_moment(raw.end)) is not None:
            return self._fixed(end)
        if raw.duration.strip():
            length = parse_duration(raw.duration)
            if length < timedelta():
                raise RowBroken(N_("Its duration is negative."))
            return starts_at + length
        if raw.end.strip():
            return self._end_of_day_time(raw, starts_at)
        raise RowBroken(N_("It has neither an end nor a duration."))

    def _end_of_day_time(self, raw: RawRow, starts_at: datetime) -> datetime:
        """An end that is a time of day: the first such time after the start."""
        zone = starts_at.tzinfo if self._zone is None else self._zone
        local = starts_at.astimezone(zone)
        end = local.replace(tzinfo=None, fold=0)
        end = datetime.combine(end.date(), parse_clock(raw.end))
        if end < local.replace(tzinfo=None):
            end += timedelta(days=1)
        return self._fixed(end)

    def _fixed(self, moment: datetime) -> datetime:
        if moment.tzinfo is None and self._zone is None:
            raise RowBroken(N_("Nobody knows the time zone %(zone)s."), zone=shown(self._zone_name))
        assert moment.tzinfo is not None or self._zone is not None
        return fixed(moment, self._zone or moment.tzinfo)  # type: ignore[arg-type]


def external_id_of(raw: RawRow) -> str:
    """The file's first own id for the session, else one made of title and speakers; "" when it has no title either."""
    for text in raw.ids:
        if found := " ".join(clean(text).split()):
            if len(found) <= limits.EXTERNAL_ID and not found.startswith(OWN_KEY):
                return found
            return f"sha256:{sha256(found.encode()).hexdigest()}"
    title = one_line(raw.title, limits.TITLE)
    return own_key(title, [name for _, name in _speakers(raw)]) if title else ""


def own_key(title: str, speakers: list[str]) -> str:
    """The id of a session without one: the same title and the same speakers in any order give the same."""
    words = "\n".join([title.casefold(), *sorted(name.casefold() for name in speakers)])
    return OWN_KEY + sha256(words.encode()).hexdigest()[:24]


def _speakers(raw: RawRow) -> tuple[tuple[str, str], ...]:
    speakers = []
    for key, name in raw.speakers:
        if name := one_line(name, limits.NAME):
            speakers.append((one_line(key, limits.EXTERNAL_ID), name))
    return tuple(dict.fromkeys(speakers))


def _abstract(raw: RawRow) -> str:
    abstract, more = plain(raw.abstract, limits.ABSTRACT), plain(raw.description, limits.ABSTRACT)
    if not abstract or not more or more == abstract:
        return abstract or more
    return (abstract + "\n\n" + more)[: limits.ABSTRACT]


def _url(text: str) -> str:
    text = clean(text).strip()
    fits = text.startswith(("http://", "https://")) and len(text) <= limits.URL and not any(c.isspace() for c in text)
    return text if fits else ""


def _texts(raw: RawRow) -> list[str]:
    """Every text of the row that could carry a mark."""
    texts = [
        *(raw.title, raw.subtitle, raw.track, raw.kind, raw.language, raw.room, raw.date, raw.start, raw.end),
        *(raw.duration, raw.abstract, raw.description, raw.url, raw.day, *raw.ids, *raw.links),
        *(name for _, name in raw.speakers),
    ]
    return [text for text in texts if text]


def _shown_date(raw: RawRow) -> dict[str, object]:
    return {"value": shown(raw.date or raw.start or raw.day)}
