"""An event of a thousand sessions moves: its blocks, slots, duties and journal by the real actions, against plain SQL.

The event is an imported programme; each session is a block of its own with the promises that the shipped standards
make of it. Moving it = its sessions get other times, `arrange_blocks` and `plan_dirty`. The bare arm then writes the
very rows that this wrote, once more, values ready made, by plain SQL in one transaction.
"""

import io
import statistics
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.framework import Arms, Figure, at_most, figure, seconds

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
FIRST = datetime(2026, 7, 1, tzinfo=UTC)
SESSIONS, ROOMS, A_DAY, RUNS = 1_000, 40, 5, 11
STEP = timedelta(minutes=10)
DUTY_COLUMNS = ("natural_at", "opens_at", "due_at", "closes_at", "next_at", "planned_rev", "moved_rev")
BLOCK_COLUMNS = ("room", "starts_at", "ends_at", "state")
SESSION_COLUMNS = ("starts_at", "ends_at")
CURSOR_COLUMNS = ("dirty", "next_horizon_at")
Write = Callable[[Any], None]


def run(arms: Arms) -> Iterator[Figure]:
    """Import and plan once, then move the event by ten minutes to and fro again and again."""
    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings

    event = make_event()
    ratios, planned = [], 0
    for number in range(RUNS + 1):
        delta = STEP if number % 2 == 0 else -STEP
        before = newest_entry()
        revs = dict(Duty.objects.values_list("pk", "rev"))
        ours = seconds(lambda delta=delta: move(event, delta))
        changed = [pk for pk, rev in Duty.objects.values_list("pk", "rev") if revs.get(pk) != rev]
        planned = len(changed)
        assert planned > 3 * SESSIONS, planned
        ratios.append(ours / seconds(plain(event, changed, before)))
    told = f"a moved event of {SESSIONS} sessions: {planned} duties, slots, blocks, journal; plain SQL; {RUNS} pairs"
    yield figure(arms.named("move an event : plain SQL"), statistics.median(ratios[1:]), "x", at_most(6), told)


def make_event() -> Any:
    """The imported event with its duties planned."""
    from guanjia.conference.actions.import_programme import import_programme  # noqa: PLC0415 - needs settings
    from guanjia.conference.models import Event  # noqa: PLC0415 - needs settings
    from guanjia.duties.public import plan_dirty  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings

    site = Site.objects.create(company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench")
    done = import_programme(site=site, stream=io.BytesIO(programme()), name="x", actor=None, at=NOW)
    assert done.created == SESSIONS, done.as_json()
    while plan_dirty(now=NOW):
        pass
    event = Event.objects.select_related("site").get(pk=done.event_id)
    assert event.blocks.filter(placed=True).count() == SESSIONS
    return event


def programme() -> bytes:
    """Forty rooms, five sessions of 45 minutes a day in each, two hours apart."""
    parts = ["<schedule><conference><title>Bench</title></conference>"]
    for number in range(SESSIONS):
        day, place = divmod(number, ROOMS * A_DAY)
        starts_at = FIRST + timedelta(days=day)
        if place == 0:
            parts.append(f'{"</day>" if day else ""}<day date="{starts_at:%Y-%m-%d}">')
        parts.append(
            f'<event guid="g-{number}"><start>{9 + place // ROOMS * 2:02d}:00</start><duration>00:45</duration>'
            f"<room>Hall {place % ROOMS}</room><title>Talk {number}</title></event>"
        )
    return "".join([*parts, "</day></schedule>"]).encode()


def move(event: Any, delta: timedelta) -> None:
    """Every session by `delta`, as the importer and the grid do it, then the planner."""
    from django.db import transaction  # noqa: PLC0415 - needs settings
    from django.db.models import F  # noqa: PLC0415 - needs settings

    from guanjia.conference.actions.arrange import arrange_blocks  # noqa: PLC0415 - needs settings
    from guanjia.duties.public import plan_dirty  # noqa: PLC0415 - needs settings

    with transaction.atomic():
        event.sessions.update(starts_at=F("starts_at") + delta, ends_at=F("ends_at") + delta)
        done = arrange_blocks(event=event, actor=None, at=NOW)
    assert len(done.moved) == SESSIONS and not done.unplaced
    while plan_dirty(now=NOW):
        pass


def newest_entry() -> int:
    from guanjia.foundation.journal.public import Entry  # noqa: PLC0415 - needs settings

    return Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]


def plain(event: Any, duties: Sequence[int], before: int) -> Callable[[], None]:
    """The rows just written, to be written once more: sessions, blocks, slots, duties, journal and cursors."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs settings

    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings
    from guanjia.foundation.journal.public import Entry  # noqa: PLC0415 - needs settings
    from guanjia.foundation.subjects.public import PlanCursor  # noqa: PLC0415 - needs settings
    from guanjia.places.public import Slot  # noqa: PLC0415 - needs settings

    slots = Slot.objects.filter(holder_kind="conference.block")
    moved = set(duties)
    writes = [
        update(event.sessions.all(), SESSION_COLUMNS),
        update(event.blocks.all(), BLOCK_COLUMNS),
        delete(slots),
        insert(slots),
        update([duty for duty in Duty.objects.all() if duty.pk in moved], DUTY_COLUMNS),
        insert(Entry.objects.filter(pk__gt=before)),
        update(PlanCursor.objects.all(), CURSOR_COLUMNS),
    ]

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for each in writes:
                each(cursor)

    return write


def values(row: Any, names: Sequence[str]) -> list[Any]:
    """The columns of a row as its engine takes them."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    fields = [row._meta.get_field(name) for name in names]
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def update(rows: Any, names: Sequence[str]) -> Write:
    found = list(rows)
    meta = found[0]._meta
    sets = ", ".join(f"{meta.get_field(name).column} = %s" for name in names)
    rev = ", rev = rev + 1" if any(field.name == "rev" for field in meta.fields) else ""
    data = [[*values(row, names), row.pk] for row in found]
    return lambda cursor: cursor.executemany(f"UPDATE {meta.db_table} SET {sets}{rev} WHERE id = %s", data)


def delete(rows: Any) -> Write:
    ids = [[row.pk] for row in rows]
    return lambda cursor: cursor.executemany(f"DELETE FROM {rows.model._meta.db_table} WHERE id = %s", ids)


def insert(rows: Any) -> Write:
    meta = rows.model._meta
    names = [field.name for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(meta.get_field(name).column for name in names)
    data = [values(row, names) for row in rows]
    marks = ", ".join(["%s"] * len(names))
    return lambda cursor: cursor.executemany(f"INSERT INTO {meta.db_table} ({columns}) VALUES ({marks})", data)
