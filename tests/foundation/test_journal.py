"""The journal: one row per changed subject, never changed, words kept erasable."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from guanjia.foundation.journal.models import Entry, JournalText
from guanjia.foundation.journal.payload import dump
from guanjia.foundation.journal.public import (
    FreeText,
    entries,
    erase_texts,
    event_kind,
    load,
    moves_of,
    record,
    record_many,
    timeline,
    timelines,
)
from tests.factories.sites import make_site

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class RoomPainted:
    room_id: int
    at: datetime
    on: date
    amount: Decimal
    colours: tuple[str, ...]


PAINTED = RoomPainted(7, AT, date(2026, 11, 21), Decimal("12.50"), ("red", "绿"))


def test_an_event_survives_the_journal() -> None:
    assert load(RoomPainted, dump(PAINTED)) == PAINTED


@pytest.mark.parametrize(
    ("module", "kind"),
    [
        ("guanjia.conference.events", "conference.Moved"),
        ("guanjia.foundation.files.events", "foundation.files.Moved"),
        ("somewhere", "somewhere.Moved"),
    ],
)
def test_event_kind_names_module_and_class(module: str, kind: str) -> None:
    assert event_kind(type("Moved", (), {"__module__": module})) == kind


@pytest.mark.django_db
def test_record_writes_move_audit_and_event_in_one_row() -> None:
    entry = record(
        site=make_site(),
        at=AT,
        actor=None,
        action="room.paint",
        subject=("places.room", 7),
        from_state="bare",
        to_state="painted",
        reason="它看起来很旧",
        changes={"painted_on": date(2026, 11, 21), "remark": FreeText("for 张三")},
        event=PAINTED,
    )
    stored = Entry.objects.get(pk=entry.pk)
    assert (stored.from_state, stored.to_state, stored.actor_id) == ("bare", "painted", None)
    assert stored.event_kind.endswith(".RoomPainted") and load(RoomPainted, stored.event) == PAINTED
    assert stored.reason == "它看起来很旧"
    assert stored.changes["painted_on"] == "2026-11-21"
    assert set(stored.changes["remark"]) == {"text_hash"}
    assert "张三" not in str(Entry.objects.filter(pk=entry.pk).values().get())


@pytest.mark.django_db
def test_two_equal_reasons_have_different_hashes() -> None:
    site = make_site()
    made = [record(site=site, at=AT, actor=None, action="a.b", subject=("x", 1), reason="same") for _ in range(2)]
    assert made[0].reason_hash != made[1].reason_hash


@pytest.mark.django_db
def test_record_many_counts_rows_and_the_first_carries_the_event() -> None:
    site = make_site()
    rows = ({"id": i, "to_state": "done", "reason": f"r{i}"} for i in range(1, 1201))
    count = record_many(site=site, at=AT, actor=None, action="d.end", subject_kind="d", rows=rows, event=PAINTED)
    stored = list(Entry.objects.order_by("id").select_related("text"))
    assert count == 1200 == len(stored)
    assert [entry.subject_id for entry in stored] == list(range(1, 1201))
    assert [bool(entry.event_kind) for entry in stored] == [True] + [False] * 1199
    assert stored[-1].reason == "r1200"


@pytest.mark.django_db
def test_record_many_of_nothing_writes_nothing() -> None:
    site = make_site()
    assert record_many(site=site, at=AT, actor=None, action="d.end", subject_kind="d", rows=[], event=PAINTED) == 0
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_record_many_needs_few_statements(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    site = make_site()
    with django_assert_max_num_queries(20):
        record_many(site=site, at=AT, actor=None, action="a.b", subject_kind="d", rows=({"id": i} for i in range(1000)))


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_entry", "journal_sealbatch", "journal_sealleaf"])
@pytest.mark.parametrize("verb", ["update", "delete", "truncate"])
def test_the_database_refuses_to_rewrite_history(table: str, verb: str) -> None:
    if verb == "truncate" and connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    fill(make_site())
    column = {"journal_entry": "action", "journal_sealbatch": "root", "journal_sealleaf": "leaf_hash"}[table]
    statement = {
        "update": f"UPDATE {table} SET {column} = 'x'",
        "delete": f"DELETE FROM {table}",
        "truncate": f"TRUNCATE {table} CASCADE",
    }[verb]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def fill(site) -> None:  # type: ignore[no-untyped-def]
    with connection.cursor() as cursor:
        entry = record(site=site, at=AT, actor=None, action="a.b", subject=("x", 1))
        cursor.execute(
            "INSERT INTO journal_sealbatch"
            " (site_id, number, sealed_at, entry_count, last_entry_id, previous_root, root)"
            " VALUES (%s, 1, %s, 1, %s, '', '') RETURNING id",
            [site.pk, AT.isoformat(), entry.pk],
        )
        batch = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO journal_sealleaf (entry_id, batch_id, position, leaf_hash) VALUES (%s, %s, 1, '')",
            [entry.pk, batch],
        )
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_erasing_takes_the_words_and_leaves_the_hash() -> None:
    site = make_site()
    entry = record(site=site, at=AT, actor=None, action="a.b", subject=("x", 1), reason="secret")
    other = record(site=site, at=AT, actor=None, action="a.b", subject=("x", 2), reason="kept")
    assert erase_texts([("x", 1)]) == 1
    assert erase_texts([("x", 1)]) == 0
    assert Entry.objects.get(pk=entry.pk).reason == ""
    assert Entry.objects.get(pk=entry.pk).reason_hash == entry.reason_hash
    assert Entry.objects.get(pk=other.pk).reason == "kept"
    assert JournalText.objects.count() == 1


@pytest.mark.django_db
def test_timeline_is_newest_first_in_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    site = make_site()
    for number in range(5):
        record(site=site, at=AT, actor=None, action=f"a.{number}", subject=("x", 1), reason=f"r{number}")
    record(site=site, at=AT, actor=None, action="a.other", subject=("x", 2))
    with django_assert_num_queries(1):
        assert [(row.action, row.reason) for row in timeline(("x", 1), limit=2)] == [("a.4", "r4"), ("a.3", "r3")]
    with django_assert_num_queries(1):
        found = timelines("x", [1, 2, 3])
        assert {key: [row.action for row in rows] for key, rows in found.items()} == {
            1: [f"a.{n}" for n in range(5)],
            2: ["a.other"],
        }
    with django_assert_num_queries(1):
        assert moves_of("x", [1, 2, 3]) == {1: tuple((f"a.{n}", AT) for n in range(5)), 2: (("a.other", AT),)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["b.c", "a.two", "a.one"]),
        (AT, None, ["b.c", "a.two", "a.one"]),
        (AT + timedelta(seconds=1), None, ["b.c", "a.two"]),
        (None, AT + timedelta(seconds=1), ["a.one"]),
        (None, AT + timedelta(seconds=2), ["a.two", "a.one"]),
    ],
)
def test_entries_by_time(since: datetime | None, until: datetime | None, expected: list[str]) -> None:
    site = make_site()
    for offset, action in enumerate(["a.one", "a.two", "b.c"]):
        record(site=site, at=AT + timedelta(seconds=offset), actor=None, action=action, subject=("x", 1))
    record(site=make_site(), at=AT, actor=None, action="a.one", subject=("x", 1))
    assert [entry.action for entry in entries(site, since=since, until=until)] == expected


@pytest.mark.django_db
def test_entries_by_action_and_by_its_beginning() -> None:
    site = make_site()
    for action in ["a.one", "a.two", "ab.c"]:
        record(site=site, at=AT, actor=None, action=action, subject=("x", 1))
    assert [entry.action for entry in entries(site, action="a.one")] == ["a.one"]
    assert [entry.action for entry in entries(site, action="a.")] == ["a.two", "a.one"]
    assert list(entries(site, actor_id=9)) == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_action_leaves_no_entry() -> None:
    site = make_site()
    with pytest.raises(RuntimeError), transaction.atomic():
        record(site=site, at=AT, actor=None, action="a.b", subject=("x", 1), reason="r")
        raise RuntimeError
    assert not Entry.objects.exists() and not JournalText.objects.exists()
