"""Persons: made, found, masked, revealed with a journal row, consent."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.persons.models import BlindIndex, PrivateValue
from guanjia.foundation.persons.public import (
    BadValue,
    NotSeen,
    Person,
    PersonDraft,
    ReasonNeeded,
    find_by,
    find_by_name_or_pinyin,
    find_by_phone,
    find_by_phone_tail,
    find_same,
    find_same_many,
    give_consent,
    has_consent,
    link_person,
    make_people,
    make_person,
    masked,
    private_values,
    register_person_page,
    reveal,
    set_private,
    unlink_person,
    withdraw_consent,
)
from guanjia.foundation.search.public import search
from tests.cast import Cast, make_cast

AT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def person(cast: Cast, name: str = "单田芳", **fields: Any) -> Person:
    return make_person(site=cast.site, name=name, actor=cast.alice, at=AT, **fields)


def test_nothing_private_lies_plain_in_the_database(cast: Cast) -> None:
    person(cast, private={"phone": "13800138000", "identity": "33010219900307451X", "habits": "绿茶"})
    stored = b"".join(bytes(row.sealed) for row in PrivateValue.objects.all())
    indexes = b"".join(bytes(row.digest) for row in BlindIndex.objects.all())
    for secret in (b"13800138000", b"8000", b"33010219900307451X", "绿茶".encode()):
        assert secret not in stored + indexes
    assert "1380" not in str(list(Entry.objects.values_list("changes", "event")))


def test_a_phone_finds_its_person_however_it_is_written(cast: Cast) -> None:
    one = person(cast, private={"phone": ["138 0013 8000", "0571-88881234"]})
    person(cast, "李四", private={"phone": "13900139000"})
    for typed in ("13800138000", "+86 138-0013-8000", "057188881234"):
        assert find_by_phone(cast.site, typed) == [one]
    assert find_by_phone_tail(cast.site, "8000") == [one]
    assert find_by_phone_tail(cast.site, "1234") == [one]
    for typed in ("13800138001", "80", "8", "abcd", "", "٨٠٠٠"):
        assert find_by_phone(cast.site, typed) == []
        assert find_by_phone_tail(cast.site, typed) == []


@pytest.mark.parametrize(
    ("field", "kept", "typed"), [("plate", "浙A·12345", "浙a12345"), ("email", "a@b.cn", "A@B.CN")]
)
def test_plates_and_addresses_are_found(cast: Cast, field: str, kept: str, typed: str) -> None:
    one = person(cast, private={field: kept})
    assert find_by(cast.site, field, typed) == [one]
    assert find_by(cast.site, field, "?") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("单", True),
        ("田芳", True),
        ("芳", True),
        ("单 田芳", True),
        ("shan", True),
        ("shantian", True),
        ("STF", True),
        ("dan", False),
        ("tian", False),
        ("张", False),
        ("", False),
        ("%", False),
        ("_", False),
    ],
)
def test_a_name_is_found_by_characters_and_pinyin(cast: Cast, typed: str, found: bool) -> None:
    one = person(cast)
    assert find_by_name_or_pinyin(cast.site, typed) == ([one] if found else [])


def test_another_site_sees_nobody_until_it_is_linked(cast: Cast) -> None:
    one = person(cast, private={"phone": "13800138000"})
    there = cast.other_site
    assert find_by_phone(there, "13800138000") == find_by_name_or_pinyin(there, "单") == []
    assert find_same(there, "单田芳", phone="13800138000") == []
    with pytest.raises(NotSeen):
        reveal(one, "phone", actor=cast.charlie, at=AT, site=there)
    link_person(site=there, people=[one], kind="visitor", at=AT)
    link_person(site=there, people=[one], kind="visitor", at=AT)
    assert find_by_phone(there, "13800138000") == [one]
    unlink_person(site=there, person=one, kind="visitor")
    assert find_by_phone(there, "13800138000") == []


def test_a_page_of_masks_costs_one_query(cast: Cast) -> None:
    drafts = [PersonDraft(f"人{n}", {"phone": f"1380013{n:04}"}) for n in range(30)]
    people = make_people(site=cast.site, drafts=drafts, actor=cast.alice, at=AT)
    with CaptureQueriesContext(connection) as queries:
        found = masked(people, ["phone", "identity"])
    assert len(queries) == 1
    assert found[people[7].pk] == {"phone": ["138****0007"]}


def test_class_three_is_never_in_a_mask(cast: Cast) -> None:
    one = person(cast, private={"identity": "33010219900307451X", "health": "糖尿病", "face": "x", "habits": "绿茶"})
    assert masked([one], ["identity", "health", "face", "habits"]) == {one.pk: {}}


def test_every_unmasking_is_written_down(cast: Cast) -> None:
    one = person(cast, private={"phone": "13800138000", "health": "花生过敏"})
    assert reveal(one, "phone", actor=cast.alice, at=AT, site=cast.site) == ["+8613800138000"]
    with pytest.raises(ReasonNeeded):
        reveal(one, "health", actor=cast.alice, at=AT, site=cast.site, reason="  ")
    assert reveal(one, "health", actor=cast.alice, at=AT, site=cast.site, reason="配餐") == ["花生过敏"]
    rows = Entry.objects.filter(action="reveal", subject_id=one.pk, actor_id=cast.alice.pk).order_by("id")
    assert [row.changes for row in rows] == [{"fields": ["phone"]}, {"fields": ["health"]}]
    assert private_values(one, "phone") == ["+8613800138000"]
    assert rows.count() == 2


@pytest.mark.parametrize(
    ("name", "private", "field"),
    [("", {}, "name"), ("   ", {}, "name"), ("长" * 121, {}, "name"), ("张三", {"phone": "x"}, "phone")],
)
def test_what_cannot_be_a_person_is_refused_whole(cast: Cast, name: str, private: Any, field: str) -> None:
    drafts = [PersonDraft("好人", {"phone": "13800138000"}), PersonDraft(name, private)]
    with pytest.raises(BadValue) as bad:
        make_people(site=cast.site, drafts=drafts, actor=cast.alice, at=AT)
    assert bad.value.field == field
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["محمد علي", "🎉派对", "Müller-Lüdenscheidt", "买买提·吐尔逊", "𠮷野家"])
def test_any_name_is_kept_as_it_is(cast: Cast, name: str) -> None:
    assert person(cast, name).name == name
    assert find_by_name_or_pinyin(cast.site, name[:2])[0].name == name


def test_setting_a_value_again_replaces_it(cast: Cast) -> None:
    one = person(cast, private={"phone": "13800138000"})
    set_private(one, "phone", "13900139000", actor=cast.alice, at=AT, site=cast.site)
    assert find_by_phone(cast.site, "13800138000") == []
    assert find_by_phone(cast.site, "13900139000") == [one]
    set_private(one, "phone", [], actor=cast.alice, at=AT, site=cast.site)
    assert find_by_phone_tail(cast.site, "9000") == []


def test_a_double_is_known_by_phone_or_organisation(cast: Cast) -> None:
    one = person(cast, "张三", private={"phone": "13800138000"}, affiliation="市政府办公室")
    assert [found.why for found in find_same(cast.site, "张三", phone="138-0013-8000")] == ["phone"]
    assert [found.why for found in find_same(cast.site, "张三", affiliation="市政府办公室")] == ["organisation"]
    assert find_same(cast.site, "张三", phone="13900139000", affiliation="市财政局") == []
    assert find_same(cast.site, "李四", phone="13800138000") == []
    many = find_same_many(cast.site, [("张三", "13800138000", ""), ("王五", "", "")])
    assert [[found.person for found in row] for row in many] == [[one], []]


def test_consent_keeps_text_and_version(cast: Cast) -> None:
    one = person(cast)
    options: dict[str, Any] = {"purpose": "face", "actor": None, "at": AT, "site": cast.site}
    first = give_consent(one, version="2026-01", text="我同意……", **options)
    assert give_consent(one, version="2026-01", text="我同意……", **options) == first
    assert give_consent(one, version="2026-02", text="我同意人脸核验……", **options) != first
    assert has_consent(one, "face", site=cast.site)
    assert not has_consent(one, "face", site=cast.other_site)
    assert withdraw_consent(one, **options) == 2
    assert withdraw_consent(one, **options) == 0
    assert not has_consent(one, "face", site=cast.site)


def test_the_box_finds_persons_whose_page_the_user_may_open(cast: Cast) -> None:
    register_person_page("guest", lambda user, site, one: f"/g/{one.pk}" if user.username == "alice" else None)
    one = person(cast, link="guest", private={"phone": "13800138000"}, affiliation="市财政局")
    person(cast, "单简单", link="contact")
    for typed in ("单", "shan", "8000", "138 0013 8000"):
        groups = [
            (p.kind, [(hit.title, hit.url, hit.note) for hit in hits])
            for p, hits in search(cast.alice, cast.site, typed)
        ]
        assert groups == [("persons.person", [("单田芳", f"/g/{one.pk}", "市财政局")])]
        assert search(cast.bob, cast.site, typed) == []


def test_three_thousand_guests_are_made_in_bulk(cast: Cast) -> None:
    drafts = [PersonDraft(f"张{n}", {"phone": f"138{n:08}"}) for n in range(3000)]
    with CaptureQueriesContext(connection) as queries:
        people = make_people(site=cast.site, drafts=drafts, actor=cast.alice, at=AT, link="guest")
    assert len(people) == len({one.pk for one in people}) == 3000
    assert len(queries) < 200
    assert find_by_phone(cast.site, "13800002999") == [people[2999]]
