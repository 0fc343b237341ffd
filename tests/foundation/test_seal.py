"""The seal: trees after RFC 6962, batches on a chain, and every way of tampering that `verify` must name."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from guanjia.foundation.journal import triggers
from guanjia.foundation.journal.models import Entry, SealBatch, SealLeaf
from guanjia.foundation.journal.public import (
    check_proof,
    daily_head,
    erase_texts,
    head,
    knows_head,
    proof_of,
    record,
    record_many,
    seal,
    seal_all,
    verify,
)
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from tests.factories.sites import make_site
from tests.harness.race import race

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def write(site: Site, count: int = 3) -> list[int]:
    made = [
        record(site=site, at=AT, actor=None, action=f"a.{n}", subject=("x", n), reason=f"r{n}", changes={"n": n})
        for n in range(count)
    ]
    return [entry.pk for entry in made]


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def unlock() -> None:
    with connection.schema_editor() as editor:
        triggers.drop(editor)


@pytest.fixture
def site(transactional_db: None) -> Site:
    return make_site("sealed")


@pytest.fixture
def _unlocked(transactional_db: None) -> object:
    """An intruder with the rights of the database's owner: he takes the triggers away first."""
    unlock()
    yield
    with connection.schema_editor() as editor:
        triggers.create(editor)


def test_batches_continue_each_other(site: Site) -> None:
    now = clock.now()
    write(site, 3)
    assert seal(site, now=now) == 3
    write(site, 2)
    assert seal_all(now=now + timedelta(minutes=1)) == 2
    assert seal_all(now=now + timedelta(minutes=2)) == 0
    first, second = SealBatch.objects.order_by("number")
    assert (first.number, first.previous_root, first.entry_count) == (1, "", 3)
    assert (second.number, second.previous_root, second.entry_count) == (2, first.root, 2)
    assert list(verify(site)) == []
    assert head(site).root == second.root  # type: ignore[union-attr]


def test_sites_have_chains_of_their_own(site: Site) -> None:
    other = make_site("other")
    write(site), write(other)
    seal_all(now=clock.now())
    assert [batch.number for batch in SealBatch.objects.all()] == [1, 1]
    assert len(set(SealBatch.objects.values_list("root", flat=True))) == 2


def test_an_erased_text_does_not_break_the_seal(site: Site) -> None:
    write(site)
    seal(site, now=clock.now())
    assert erase_texts([("x", 0)]) == 1
    assert list(verify(site)) == []


def resealed_leaf(site: Site, ids: list[int]) -> None:
    """The clever forger changes the entry and its leaf together."""
    sql("UPDATE journal_entry SET action = 'forged' WHERE id = %s", ids[0])
    sql("UPDATE journal_sealleaf SET leaf_hash = %s WHERE entry_id = %s", "00" * 32, ids[0])


def insert_copy(site: Site, ids: list[int]) -> None:
    """A row slipped in, claiming a time long sealed."""
    entry = Entry.objects.get(pk=ids[0])
    entry.pk, entry.recorded_at = None, entry.recorded_at - timedelta(days=3)
    entry.save(force_insert=True)


def insert_with_leaf(site: Site, ids: list[int]) -> None:
    entry = Entry.objects.get(pk=ids[0])
    entry.pk = None
    entry.save(force_insert=True)
    batch = SealBatch.objects.get(number=1)
    SealLeaf.objects.create(entry_id=entry.pk, batch=batch, position=4, leaf_hash="00" * 32)


TAMPERINGS: list[tuple[str, Callable[[Site, list[int]], object], str, int | None]] = [
    ("action", lambda s, i: sql("UPDATE journal_entry SET action = 'z' WHERE id = %s", i[1]), "altered", 1),
    ("actor", lambda s, i: sql("UPDATE journal_entry SET actor_id = 5 WHERE id = %s", i[1]), "altered", 1),
    ("moment", lambda s, i: Entry.objects.filter(pk=i[2]).update(at=AT + timedelta(seconds=1)), "altered", 2),
    ("change", lambda s, i: Entry.objects.filter(pk=i[0]).update(changes={"n": 1}), "altered", 0),
    ("subject", lambda s, i: Entry.objects.filter(pk=i[0]).update(subject_id=99), "altered", 0),
    ("text", lambda s, i: sql("UPDATE journal_journaltext SET reason = 'z' WHERE entry_id = %s", i[1]), "altered", 1),
    ("row gone", lambda s, i: sql("DELETE FROM journal_entry WHERE id = %s", i[1]), "missing", 1),
    ("row and leaf", lambda s, i: resealed_leaf(s, i), "seal", None),
    ("slipped in", lambda s, i: insert_copy(s, i), "inserted", -1),
    ("slipped in with leaf", lambda s, i: insert_with_leaf(s, i), "inserted", -1),
    ("root", lambda s, i: sql("UPDATE journal_sealbatch SET root = %s WHERE number = 1", "00" * 32), "seal", None),
    ("sealed_at", lambda s, i: SealBatch.objects.filter(number=1).update(sealed_at=AT), "seal", None),
]


@pytest.mark.parametrize(("name", "tamper", "kind", "which"), TAMPERINGS, ids=[row[0] for row in TAMPERINGS])
@pytest.mark.usefixtures("_unlocked")
def test_tampering_is_named(
    site: Site, name: str, tamper: Callable[[Site, list[int]], object], kind: str, which: int | None
) -> None:
    ids = write(site)
    seal(site, now=clock.now())
    write(site, 1)
    seal(site, now=clock.now())
    if kind == "missing":
        sql("DELETE FROM journal_journaltext WHERE entry_id = %s", ids[1])
    tamper(site, ids)
    newest = Entry.objects.order_by("-id").values_list("pk", flat=True)[0]
    wanted = None if which is None else newest if which == -1 else ids[which]
    assert (kind, wanted) in {(finding.kind, finding.entry_id) for finding in verify(site)}


@pytest.mark.usefixtures("_unlocked")
def test_a_row_taken_out_with_its_leaf_is_missed(site: Site) -> None:
    ids = write(site)
    seal(site, now=clock.now())
    for table, column in [("journaltext", "entry_id"), ("entry", "id"), ("sealleaf", "entry_id")]:
        sql(f"DELETE FROM journal_{table} WHERE {column} = %s", ids[1])
    assert [(finding.kind, finding.batch) for finding in verify(site)] == [("missing", 1)]


@pytest.mark.usefixtures("_unlocked")
def test_a_batch_taken_out_is_missed(site: Site) -> None:
    for _ in range(3):
        write(site, 1)
        seal(site, now=clock.now())
    gone = SealBatch.objects.get(number=2)
    sql("DELETE FROM journal_sealleaf WHERE batch_id = %s", gone.pk)
    sql("DELETE FROM journal_sealbatch WHERE id = %s", gone.pk)
    assert [finding.kind for finding in verify(site)] == ["missing", "seal"]


@pytest.mark.usefixtures("_unlocked")
def test_a_back_dated_row_that_was_sealed_since_is_named(site: Site) -> None:
    ids = write(site)
    seal(site, now=clock.now())
    insert_copy(site, ids)
    assert seal(site, now=clock.now()) == 1
    newest = Entry.objects.order_by("-id").values_list("pk", flat=True)[0]
    assert [(finding.kind, finding.entry_id) for finding in verify(site)] == [("inserted", newest)]


@pytest.mark.usefixtures("_unlocked")
def test_a_chain_forged_whole_is_caught_by_a_printed_head(site: Site) -> None:
    write(site)
    seal(site, now=clock.now())
    printed = head(site).root  # type: ignore[union-attr]
    assert knows_head(site, printed.upper() + "\n")
    for table in ("sealleaf", "sealbatch"):
        sql(f"DELETE FROM journal_{table}")
    sql("UPDATE journal_entry SET actor_id = 5")
    seal(site, now=clock.now())
    assert list(verify(site)) == []
    assert not knows_head(site, printed)
    with pytest.raises(SystemExit):
        call_command("verify", "--site", site.code, "--head", printed, stdout=StringIO())


def test_proof_leads_from_the_entry_to_the_root(site: Site) -> None:
    ids = write(site, 6)
    assert proof_of(ids[0]) is None
    seal(site, now=clock.now())
    for pk in ids:
        proof = proof_of(pk)
        assert proof is not None and check_proof(proof)
        assert proof.root == head(site).root  # type: ignore[union-attr]


def test_the_daily_head_ends_at_local_midnight(site: Site) -> None:
    write(site, 1)
    seal(site, now=datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC))
    write(site, 1)
    seal(site, now=datetime(2026, 11, 21, 16, 0, 0, tzinfo=UTC))
    day = AT.date()
    assert daily_head(site, day).number == 1  # type: ignore[union-attr]
    assert daily_head(site, day + timedelta(days=1)).number == 2  # type: ignore[union-attr]
    assert daily_head(site, day - timedelta(days=1)) is None


def test_slices_are_bounded(site: Site) -> None:
    rows = ({"id": number} for number in range(5003))
    record_many(site=site, at=AT, actor=None, action="a.b", subject_kind="x", rows=rows)
    assert seal(site, now=clock.now()) == 5003
    assert list(SealBatch.objects.order_by("number").values_list("entry_count", flat=True)) == [5000, 3]


def test_two_sealers_at_once_make_one_chain(site: Site) -> None:
    for _ in range(3):
        write(site, 5)
        race([lambda: seal(site, now=clock.now())] * 3)
    seal(site, now=clock.now())
    assert SealLeaf.objects.count() == Entry.objects.count() == 15
    assert list(verify(site)) == []


def test_a_row_committed_late_is_sealed_later_and_never_missed(site: Site) -> None:
    """On PostgreSQL nothing younger than a running transaction is sealed; on SQLite writers take turns."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    wrote, go_on = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            write(site, 1)
            wrote.set()
            go_on.wait(10)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    assert wrote.wait(10)
    write(site, 2)
    assert seal(site, now=clock.now()) == 0
    go_on.set()
    thread.join()
    assert seal(site, now=clock.now()) == 3
    assert list(verify(site)) == []


def test_the_command_says_whole_and_names_the_head(site: Site) -> None:
    write(site)
    seal(site, now=clock.now())
    out = StringIO()
    call_command("verify", stdout=out)
    assert head(site).root in out.getvalue()  # type: ignore[union-attr]
    out = StringIO()
    call_command("verify", "--site", site.code, "--json", stdout=out)
    assert json.loads(out.getvalue())["findings"] == []


@pytest.mark.usefixtures("_unlocked")
def test_the_command_ends_with_status_1_and_names_the_row(site: Site) -> None:
    ids = write(site)
    seal(site, now=clock.now())
    sql("UPDATE journal_entry SET action = 'z' WHERE id = %s", ids[1])
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", "--json", stdout=out)
    assert ended.value.code == 1
    finding = json.loads(out.getvalue())["findings"][0]
    assert (finding["kind"], finding["entry_id"], finding["site"]) == ("altered", ids[1], site.code)
