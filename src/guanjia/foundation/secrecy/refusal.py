"""The refusal: names the field and whom to phone, never the text."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.secrecy.rules.marks import secret_mark, secret_title
from guanjia.foundation.secrecy.rules.reading import readable_text

TITLES = frozenset({"title", "subject"})
"""Fields whose word alone is enough: what they say is read by everybody who sees a list."""
_heard: ContextVar[list[str] | None] = ContextVar("secrecy_heard", default=None)


class SecretRefused(Exception):
    """A value carries a state-secret mark. `field` names it, str() is what the reader sees; neither holds the text."""

    def __init__(self, field: str, phone: str) -> None:
        self.field, self.phone = field, phone
        super().__init__(field)
        if (heard := _heard.get()) is not None:
            heard.append(field)

    def __str__(self) -> str:
        return _(
            "This carries a state-secret mark. Guanjia is not a classified system and has kept nothing of it "
            "(Law on Guarding State Secrets, arts. 29 and 31). Please phone %(phone)s."
        ) % {"phone": self.phone}


@contextmanager
def refused_meanwhile() -> Iterator[list[str]]:
    """The names of the fields that were refused inside, whoever caught the refusal."""
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def secrecy_contact(site: Any) -> str:
    """Whom to phone: the site's setting `secrecy_contact`, else the organiser's secrecy officer."""
    return str(site.settings.get("secrecy_contact") or "") or str(gettext_lazy("the organiser's secrecy officer"))


def refuse_marked(values: Mapping[str, object], *, site: Any) -> None:
    """Pass if no text of `values` (field name -> value; lists and nested mappings are read too) carries a mark; a title not
    even the word where it names what is meant.

    Raises SecretRefused for the first field that does. Call it before anything is saved, logged or queued.
    """
    for field, value in values.items():
        found = secret_title if field in TITLES else secret_mark
        if any(found(text) for text in _texts(value)):
            raise SecretRefused(field, secrecy_contact(site))


def refuse_marked_file(name: str, content: bytes, *, site: Any, field: str = "file") -> None:
    """The same for a file: its name, and its text where that can be read cheaply (text, Office, PDF properties)."""
    if secret_mark(name) or any(secret_mark(text) for text in readable_text(content)):
        raise SecretRefused(field, secrecy_contact(site))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for part in (*value.keys(), *value.values()) for text in _texts(part)]
    if isinstance(value, list | tuple | set | frozenset):
        return [text for part in value for text in _texts(part)]
    return []
