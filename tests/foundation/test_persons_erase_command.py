"""`guanjia erase-person`: the way by which somebody's wish to be erased is carried out."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from guanjia.foundation.persons.models import PrivateValue
from guanjia.foundation.persons.public import Person, make_person, place_hold
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
PHONE = "13912345678"


@pytest.fixture
def person(cast: Cast) -> Person:
    return make_person(site=cast.site, name="钱无忌", actor=None, at=AT, link="guest", private={"phone": PHONE})


def erased(cast: Cast, *arguments: str) -> None:
    call_command("erase_person", "--site", cast.site.code, "--reason", "written request", *arguments)


@pytest.mark.parametrize("by", ["--phone", "--person"])
def test_the_person_goes_and_the_answer_names_nobody(cast: Cast, person: Person, by: str, capsys: Any) -> None:
    erased(cast, by, PHONE if by == "--phone" else str(person.pk))
    out = capsys.readouterr().out
    assert json.loads(out) == {"person": person.pk, "erased": {"phone": 1}, "kept": []} and "钱" not in out
    person.refresh_from_db()
    assert person.name == "" and not PrivateValue.objects.filter(person=person).exists()


def test_a_hold_is_named_and_the_status_says_so(cast: Cast, person: Person, capsys: Any) -> None:
    place_hold(person, rule="会计法 23", keeps=["*"], actor=None, at=AT, site=cast.site)
    with pytest.raises(CommandError) as refusal:
        erased(cast, "--phone", PHONE)
    assert refusal.value.returncode == 1 and "会计法 23" in capsys.readouterr().out
    person.refresh_from_db()
    assert person.name == "钱无忌"


def test_nobody_or_several_are_not_erased(cast: Cast, person: Person) -> None:
    make_person(site=cast.site, name="钱二", actor=None, at=AT, link="guest", private={"phone": PHONE})
    for arguments in (["--phone", PHONE], ["--phone", "13800009999"], ["--person", "0"]):
        with pytest.raises(CommandError) as refusal:
            erased(cast, *arguments)
        assert refusal.value.returncode == 2
    with pytest.raises(CommandError):
        call_command("erase_person", "--site", cast.other_site.code, "--reason", "x", "--person", str(person.pk))
    assert Person.objects.filter(name="钱无忌").exists()
