"""Locks a text of another module under a person's own key, so that erasing the person makes it unreadable everywhere."""

from collections.abc import Iterable

from guanjia.foundation.persons.making import data_key
from guanjia.foundation.persons.models import Person
from guanjia.foundation.persons.rules import cipher


def seal_text(person: Person, purpose: str, text: str) -> bytes:
    """The text, locked for this purpose ("green.needs"). Raises CannotDecrypt for an erased person."""
    return cipher.seal(data_key(person), text.encode(), f"{person.key_id}:{purpose}")


def unseal_texts(rows: Iterable[tuple[Person, bytes]], purpose: str) -> list[str | None]:
    """The texts in the order given, None for a person whose key is gone. Not logged: whoever shows them writes that down."""
    found: list[str | None] = []
    for person, sealed in rows:
        if not person.wrapped_key:
            found.append(None)
            continue
        found.append(cipher.unseal(data_key(person), bytes(sealed), f"{person.key_id}:{purpose}").decode())
    return found
