"""What a newer file changes, and that the same file changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.conference.rules.programme.diff import (
    FIELDS,
    Difference,
    Known,
    Seen,
    base_id,
    changed_fields,
    compare,
    fingerprint,
    free_id,
    seen,
)
from guanjia.conference.rules.programme.rows import ProgrammeRow
from tests.conference.programme.making import make_session, make_xml, only_row

ROW = only_row(make_xml(make_session()))


def make_known(pk: int, row: ProgrammeRow, **fields: object) -> Known:
    one = seen(row)
    return replace(Known(pk, one.external_id, one.prints, one.alike), **fields)


def stored_after(difference: Difference, stored: list[Known]) -> list[Known]:
    """What the store holds after the difference was carried out."""
    by_pk = {known.pk: known for known in stored}
    for known in difference.withdrawn:
        by_pk[known.pk] = replace(known, gone=True)
    taken = {known.external_id for known in by_pk.values()}
    for pair in difference.pairs:
        one, known = pair.seen, pair.known
        same = one.external_id == base_id(known.external_id)
        name = known.external_id if same else free_id(one.external_id, taken)
        by_pk[known.pk] = Known(known.pk, name, one.prints, one.alike)
    for pk, one in enumerate(difference.new, start=1 + max(by_pk, default=0)):
        by_pk[pk] = Known(pk, free_id(one.external_id, taken), one.prints, one.alike)
    return list(by_pk.values())


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, ()),
        ({"title": "T"}, ("title",)),
        ({"abstract": "A", "track": "X"}, ("track", "abstract")),
        ({"speakers": (("1", "Ann"),)}, ("speakers",)),
        ({"room": "Hall B"}, ("room",)),
        ({"starts_at": ROW.starts_at - timedelta(seconds=1)}, ("starts_at",)),
        ({"ends_at": ROW.ends_at + timedelta(seconds=1)}, ("ends_at",)),
    ],
)
def test_changed_fields_are_named(changes: dict[str, object], fields: tuple[str, ...]) -> None:
    assert changed_fields(fingerprint(ROW), fingerprint(replace(ROW, **changes))) == fields


def test_prints_of_another_edition_differ_in_everything() -> None:
    assert changed_fields(b"old", fingerprint(ROW)) == FIELDS


def test_a_moved_session_is_moved_even_if_its_text_changed_too() -> None:
    (pair,) = compare([seen(replace(ROW, room="Hall B", title="New"))], [make_known(1, ROW)]).pairs
    assert pair.moved and set(pair.changed) == {"room", "title"}


def test_what_is_missing_is_withdrawn_once_and_comes_back_as_itself() -> None:
    gone = compare([], [make_known(1, ROW)])
    assert [known.pk for known in gone.withdrawn] == [1]
    stored = stored_after(gone, [make_known(1, ROW)])
    assert compare([], stored).withdrawn == ()
    assert [pair.known.pk for pair in compare([seen(ROW)], stored).pairs] == [1]


def test_a_begun_session_is_not_withdrawn() -> None:
    assert compare([], [make_known(1, ROW, begun=True)]).withdrawn == ()


def test_a_row_that_cannot_be_read_keeps_the_stored_session() -> None:
    assert compare([], [make_known(1, ROW)], {ROW.external_id}).withdrawn == ()


def test_new_ids_are_matched_by_title_and_speakers() -> None:
    renamed = replace(ROW, external_id="other", room="Hall B")
    difference = compare([seen(renamed)], [make_known(1, ROW)])
    assert (difference.new, difference.withdrawn) == ((), ())
    assert [(pair.known.pk, pair.moved) for pair in difference.pairs] == [(1, True)]


def test_other_speakers_make_another_session() -> None:
    other = replace(ROW, external_id="other", speakers=(("9", "Somebody Else"),))
    difference = compare([seen(other)], [make_known(1, ROW)])
    assert [one.external_id for one in difference.new] == ["other"]
    assert [known.pk for known in difference.withdrawn] == [1]


def test_sessions_of_one_title_stay_where_they_stand() -> None:
    lunches = [replace(ROW, row=n, external_id="~lunch", room=f"Hall {n}") for n in (1, 2, 3)]
    stored = stored_after(compare([seen(row) for row in lunches], []), [])
    assert [known.external_id for known in stored] == ["~lunch", "~lunch#2", "~lunch#3"]
    difference = compare([seen(row) for row in reversed(lunches)], stored)
    assert all(not pair.changed for pair in difference.pairs) and len(difference.pairs) == 3
    difference = compare([seen(row) for row in lunches[1:]], stored)
    assert [known.external_id for known in difference.withdrawn] == ["~lunch"]


@pytest.mark.parametrize(("stored", "base"), [("~ab#2", "~ab"), ("~ab", "~ab"), ("talk#2", "talk#2")])
def test_only_made_ids_are_numbered(stored: str, base: str) -> None:
    assert base_id(stored) == base


programmes = st.lists(
    st.builds(
        lambda key, title, room, hour: replace(
            ROW,
            external_id=f"~{title}" if key is None else f"id{key}",
            title=title,
            room=room,
            starts_at=ROW.starts_at + timedelta(hours=hour),
            ends_at=ROW.ends_at + timedelta(hours=hour),
        ),
        st.none() | st.integers(0, 6),
        st.sampled_from("abc"),
        st.sampled_from("XY"),
        st.integers(0, 3),
    ),
    max_size=12,
).map(lambda rows: _unrepeated(rows))


def _unrepeated(rows: list[ProgrammeRow]) -> list[Seen]:
    """As the checker leaves them: no id twice, nor a made id twice in one place."""
    kept: dict[object, ProgrammeRow] = {}
    for row in rows:
        made = row.external_id.startswith("~")
        kept.setdefault((row.external_id, row.room, row.starts_at) if made else row.external_id, row)
    return [seen(replace(row, row=number)) for number, row in enumerate(kept.values(), 1)]


@given(st.lists(programmes, min_size=1, max_size=4))
def test_the_same_file_again_changes_nothing_and_counts_add_up(files: list[list[Seen]]) -> None:
    stored: list[Known] = []
    for file in files:
        difference = compare(file, stored)
        assert len(difference.new) + len(difference.pairs) == len(file)
        stored = stored_after(difference, stored)
        assert len({known.external_id for known in stored}) == len(stored)
        assert sum(not known.gone for known in stored) == len(file)
        again = compare(file, stored)
        assert (again.new, again.withdrawn) == ((), ())
        assert all(not pair.changed and not pair.known.gone for pair in again.pairs)
