"""Which rooms are free for so many people, at that time, set up so, with that equipment: one query. VENU-001."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from guanjia.foundation.sites.public import Site
from guanjia.places.rules.capacity import DEFAULT_MARGIN_PERCENT, seats_needed
from guanjia.places.rules.taking import EndsBeforeStart

MARGIN_SETTING = "capacity_margin_percent"


@dataclass(frozen=True, slots=True)
class FreeRoom:
    """A room that can be had. `style` is the asked one, else the one that seats most; `capacity` is for that style.

    `movable` names the asked equipment that the room lacks and that has to be carried in.
    """

    room_id: int
    code: str
    name: str
    style: str
    capacity: int
    movable: tuple[str, ...] = ()


def free_rooms(
    site: Site,
    starts_at: datetime,
    ends_at: datetime,
    headcount: int = 0,
    style: str | None = None,
    equipment: Collection[str] | Mapping[str, int] = (),
    margin: int | None = None,
) -> list[FreeRoom]:
    """Rooms free for a meeting from `starts_at` to `ends_at`, each room's own set-up and clear-down included.

    They seat `headcount` plus `margin` percent (None: the site's setting, else 10), in `style` if given; the smallest
    that fits comes first. `equipment`: kinds, or kind -> count, in the room or movable with enough of it on the site.
    Closed and shut rooms and rooms against fire rules are left out (VENU-004). Raises EndsBeforeStart. One query.
    """
    if ends_at <= starts_at:
        raise EndsBeforeStart
    if margin is None:
        margin = int(site.settings.get(MARGIN_SETTING, DEFAULT_MARGIN_PERCENT))
    wanted = dict(equipment) if isinstance(equipment, Mapping) else dict.fromkeys(equipment, 1)
    sql, params = statement(site.pk, starts_at, ends_at, seats_needed(headcount, margin), style, wanted)
    kinds = list(wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            FreeRoom(*row[:5], tuple(kind for kind, here in zip(kinds, row[5:], strict=True) if not here))
            for row in cursor.fetchall()
        ]


def statement(
    site_id: int, starts_at: datetime, ends_at: datetime, seats: int, style: str | None, equipment: Mapping[str, int]
) -> tuple[str, Sequence[Any]]:
    """The query and its parameters. Slots of a space never overlap: only the last that begins in time can clash."""
    sqlite = connection.vendor == "sqlite"
    start, end = (SQLITE_START, SQLITE_END) if sqlite else (POSTGRESQL_START, POSTGRESQL_END)
    first, last = _whole_seconds(starts_at, ends_at)
    moments = (_text(first), _text(last)) if sqlite else (first, last)
    has = "".join(f", {FIXED} AS has_{i}" for i in range(len(equipment)))
    names = "".join(f", c.has_{i}" for i in range(len(equipment)))
    enough = "".join(f" AND (c.has_{i} OR {MOVABLE})" for i in range(len(equipment)))
    chosen = "AND s.style = %s" if style else ""
    sql = SQL.format(start=start, end=end, has=has, names=names, enough=enough, style=chosen)
    params: list[Any] = [*(pair for item in equipment.items() for pair in item), moments[0], moments[1], site_id, seats]
    params += [style] if style else []
    for kind, count in equipment.items():
        params += [site_id, kind, count]
    return sql, params


def _whole_seconds(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Rounded outwards, because SQLite's date arithmetic drops fractions."""
    last = ends_at.astimezone(UTC)
    return starts_at.astimezone(UTC).replace(microsecond=0), (
        last.replace(microsecond=0) + timedelta(seconds=1 if last.microsecond else 0)
    )


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


SQLITE_START = "datetime(%s, '-' || r.setup_minutes || ' minutes')"
SQLITE_END = "datetime(%s, '+' || r.cleardown_minutes || ' minutes')"
POSTGRESQL_START = "%s - r.setup_minutes * interval '1 minute'"
POSTGRESQL_END = "%s + r.cleardown_minutes * interval '1 minute'"

FIXED = "EXISTS (SELECT 1 FROM places_equipment e WHERE e.room_id = r.id AND e.kind = %s AND e.count >= %s)"
MOVABLE = """EXISTS (SELECT 1 FROM places_equipment m
                       WHERE m.site_id = %s AND m.room_id IS NULL AND m.kind = %s AND m.count >= %s)"""
SQL = """
SELECT c.id, c.code, c.name, c.style, c.capacity{names}
  FROM (SELECT r.id, r.code, r.name, s.style, s.capacity{has}, {start} AS taken_from, {end} AS taken_until,
               row_number() OVER (PARTITION BY r.id ORDER BY s.capacity DESC, s.style) AS place
          FROM places_room r JOIN places_roomstyle s ON s.room_id = r.id
         WHERE r.site_id = %s AND r.is_open AND r.fire_ok AND s.capacity >= %s {style}) c
 WHERE c.place = 1 {enough}
   AND (SELECT min(CASE
               WHEN (SELECT t.ends_at FROM places_slot t
                      WHERE t.space_id = o.space_id AND t.starts_at < c.taken_until
                      ORDER BY t.starts_at DESC LIMIT 1) > c.taken_from THEN 0
               WHEN EXISTS (SELECT 1 FROM places_closure_spaces x JOIN places_closure k ON k.id = x.closure_id
                             WHERE x.space_id = o.space_id AND k.lifted_at IS NULL
                               AND k.starts_at < c.taken_until AND k.ends_at > c.taken_from) THEN 0
               ELSE 1 END)
          FROM places_room_spaces o WHERE o.room_id = c.id) = 1
 ORDER BY c.capacity, c.code
"""
