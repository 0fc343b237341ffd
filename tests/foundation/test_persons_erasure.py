"""Erasing a person: what goes, what a legal hold keeps, and that the seal still verifies."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from guanjia.foundation.files.public import StoredFile, store
from guanjia.foundation.journal.public import Entry, seal, verify
from guanjia.foundation.persons.models import BlindIndex, PersonLink, PrivateValue
from guanjia.foundation.persons.public import (
    CannotDecrypt,
    Kept,
    Person,
    erase,
    find_by_name_or_pinyin,
    find_by_phone,
    find_by_phone_tail,
    holds_on,
    lift_hold,
    make_person,
    masked,
    place_hold,
    private_values,
    register_eraser,
    reveal,
    set_private,
)
from guanjia.foundation.search.public import find, index
from guanjia.kernel import clock
from tests.cast import Cast, make_cast
from tests.foundation.test_files_rules import picture

AT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def one(cast: Cast) -> Person:
    private = {"phone": ["13800138000", "13900139000"], "identity": "33010219900307451X", "habits": "绿茶"}
    return make_person(site=cast.site, name="单田芳", actor=cast.alice, at=AT, private=private, affiliation="市财政局")


def gone(cast: Cast, one: Person, **options: Any) -> Any:
    return erase(one, **({"actor": cast.mei, "at": AT, "reason": "本人要求", "site": cast.site} | options))


def test_everything_goes_and_a_second_time_finds_nothing(cast: Cast, one: Person) -> None:
    index(kind="persons.person", id=one.pk, site=cast.site, title="单田芳", text="shantianfang", url="/x")
    kept_file = store(
        site=cast.site, upload=picture(), name="face.jpg", actor=None, at=AT, holder=("persons.person", one.pk)
    )
    done = gone(cast, one)
    assert done.erased == {"phone": 2, "identity": 1, "habits": 1, "files": 1}
    assert done.kept == ()
    one.refresh_from_db()
    assert (one.name, one.pinyin, one.initials, one.affiliation, bytes(one.wrapped_key)) == ("", "", "", "", b"")
    assert one.erased_at == AT
    assert not PrivateValue.objects.exists() and not BlindIndex.objects.exists() and not PersonLink.objects.exists()
    assert not StoredFile.objects.filter(pk=kept_file.pk).exists()
    assert find(cast.site, "单田芳", kinds=["persons.person"]) == {}
    assert find_by_phone(cast.site, "13800138000") == find_by_phone_tail(cast.site, "8000") == []
    assert find_by_name_or_pinyin(cast.site, "单") == []
    assert gone(cast, one).erased.keys() <= {"journal"}


def test_no_table_holds_the_name_any_more(cast: Cast, one: Person) -> None:
    reveal(one, "phone", actor=cast.alice, at=AT, site=cast.site, reason="给单田芳回电")
    gone(cast, one)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = repr(row)
                assert "单田芳" not in text and "shantianfang" not in text and "13800138000" not in text, table


def test_a_copy_of_the_ciphertext_stays_closed(cast: Cast, one: Person) -> None:
    copies = list(PrivateValue.objects.filter(person=one))
    gone(cast, one)
    one.refresh_from_db()
    PrivateValue.objects.bulk_create(copies)
    assert private_values(one, "phone") == []
    assert masked([one]) == {}
    with pytest.raises(CannotDecrypt):
        set_private(one, "phone", "13800138000", actor=None, at=AT, site=cast.site)


def test_the_seal_still_verifies(cast: Cast, one: Person) -> None:
    set_private(one, "phone", "13700137000", actor=cast.alice, at=AT, site=cast.site)
    seal(cast.site, now=clock.now())
    gone(cast, one)
    seal(cast.site, now=clock.now())
    assert list(verify(cast.site)) == []
    rows = Entry.objects.filter(subject_kind="persons.person", subject_id=one.pk)
    assert [row.action for row in rows.order_by("id")] == ["make_person", "set_private", "erase"]


def test_a_hold_on_everything_keeps_everything_and_is_named(cast: Cast, one: Person) -> None:
    place_hold(one, rule="CCTV incident 2026-14", keeps=["*"], actor=cast.mei, at=AT, site=cast.site)
    done = gone(cast, one)
    assert done.erased == {}
    assert done.kept == (Kept("*", "CCTV incident 2026-14"),)
    assert find_by_phone(cast.site, "13800138000") == [one]
    assert Entry.objects.filter(action="erase_refused", subject_id=one.pk).count() == 1


def test_a_hold_on_some_keeps_some(cast: Cast, one: Person) -> None:
    place_hold(one, rule="民法典 188", keeps=["phone", "name"], actor=cast.mei, at=AT, site=cast.site)
    done = gone(cast, one)
    assert done.erased == {"identity": 1, "habits": 1}
    assert done.kept == (Kept("name", "民法典 188"), Kept("phone", "民法典 188"))
    one.refresh_from_db()
    assert one.name == "单田芳"
    assert one.erased_at is None
    assert find_by_phone_tail(cast.site, "8000") == [one]


def test_a_hold_ends_or_is_lifted(cast: Cast, one: Person) -> None:
    ends = AT + timedelta(days=30)
    hold = place_hold(one, rule="争议", keeps=["*"], actor=cast.mei, at=AT, site=cast.site, ends_at=ends)
    assert [holds_on(one, moment) for moment in (ends - timedelta(seconds=1), ends)] == [[hold], []]
    lift_hold(hold, actor=cast.mei, at=AT, reason="已和解")
    lift_hold(hold, actor=cast.mei, at=AT, reason="已和解")
    assert holds_on(one, AT) == []
    assert Entry.objects.filter(action="lift_hold").count() == 1
    assert gone(cast, one).kept == ()


def test_other_modules_erase_their_rows_unless_held(cast: Cast, one: Person) -> None:
    asked: list[int] = []
    register_eraser("test.letters", "Letters", lambda person, at: asked.append(person.pk) or 3)
    hold = place_hold(one, rule="档案", keeps=["test.letters"], actor=None, at=AT, site=cast.site)
    assert "test.letters" not in gone(cast, one).erased
    lift_hold(hold, actor=None, at=AT, reason="x")
    assert gone(cast, one).erased["test.letters"] == 3
    assert asked == [one.pk]
    register_eraser("test.letters", "Letters", lambda person, at: 0)


def test_others_are_untouched(cast: Cast, one: Person) -> None:
    other = make_person(site=cast.site, name="李四", actor=None, at=AT, private={"phone": "13800138000"})
    gone(cast, one)
    assert find_by_phone(cast.site, "13800138000") == [other]
    assert reveal(other, "phone", actor=cast.alice, at=AT, site=cast.site) == ["+8613800138000"]
