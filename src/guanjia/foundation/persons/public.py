"""The door of persons."""

from guanjia.foundation.persons.boxing import register_person_page
from guanjia.foundation.persons.bulk import insert_rows, take_ids
from guanjia.foundation.persons.consenting import give_consent, has_consent, withdraw_consent
from guanjia.foundation.persons.erasing import (
    Erasure,
    Kept,
    erase,
    holds_on,
    lift_hold,
    place_hold,
    register_eraser,
)
from guanjia.foundation.persons.faces import Face, face_of, masked_of, masked_rows
from guanjia.foundation.persons.finding import (
    Likely,
    find_by,
    find_by_phone,
    find_by_phone_tail,
    find_same,
    find_same_many,
    find_sharers,
    lacking,
    masked,
    seen_by,
)
from guanjia.foundation.persons.making import (
    KIND,
    PersonDraft,
    link_person,
    make_people,
    make_person,
    set_private,
    unlink_person,
)
from guanjia.foundation.persons.models import Consent, LegalHold, Person
from guanjia.foundation.persons.naming import find_by_name_or_pinyin
from guanjia.foundation.persons.revealing import NotSeen, ReasonNeeded, private_values, reveal
from guanjia.foundation.persons.rules.cipher import CannotDecrypt
from guanjia.foundation.persons.rules.pinyin import name_pinyin, surname_of
from guanjia.foundation.persons.rules.values import BadValue, mask, normal_phone, normal_value
from guanjia.foundation.persons.sealing import seal_text, unseal_texts

__all__ = [
    "KIND",
    "BadValue",
    "CannotDecrypt",
    "Consent",
    "Erasure",
    "Face",
    "Kept",
    "LegalHold",
    "Likely",
    "NotSeen",
    "Person",
    "PersonDraft",
    "ReasonNeeded",
    "erase",
    "face_of",
    "find_by",
    "find_by_name_or_pinyin",
    "find_by_phone",
    "find_by_phone_tail",
    "find_same",
    "find_same_many",
    "find_sharers",
    "give_consent",
    "has_consent",
    "holds_on",
    "insert_rows",
    "lacking",
    "lift_hold",
    "link_person",
    "make_people",
    "make_person",
    "mask",
    "masked",
    "masked_of",
    "masked_rows",
    "name_pinyin",
    "normal_phone",
    "normal_value",
    "place_hold",
    "private_values",
    "register_eraser",
    "register_person_page",
    "reveal",
    "seal_text",
    "seen_by",
    "set_private",
    "surname_of",
    "take_ids",
    "unlink_person",
    "unseal_texts",
    "withdraw_consent",
]
