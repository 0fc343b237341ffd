"""What is wrong with a standard as it was written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the path within the standard ("when.chain.seasons"), `rule` an English message id with %(names)s."""

    field: str
    rule: str
    values: Mapping[str, Any] = made(default_factory=dict)

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The rule in the reader's language, without the field."""
        return translate(self.rule) % self.values if self.values else translate(self.rule)


class StandardInvalid(ValueError):
    """A standard that cannot be read. `problems` holds every mistake, not only the first."""

    def __init__(self, code: str, problems: list[Problem], file: str = "") -> None:
        self.code, self.problems, self.file = code, problems, file
        lines = [f"{file}: {code}: {each.field}: {each.say()}" for each in problems]
        super().__init__("\n".join(lines))
