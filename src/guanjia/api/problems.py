"""What a broken rule of a request says, in the reader's language. What was sent is never repeated (FIELD 1)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guanjia.kernel.words import gettext_noop as N_

BY_TYPE = {
    "missing": N_("This is needed."),
    "extra_forbidden": N_("There is no such field."),
    "string_too_short": N_("At least %(min_length)s characters."),
    "string_too_long": N_("At most %(max_length)s characters."),
    "too_short": N_("At least %(min_length)s entries."),
    "too_long": N_("At most %(max_length)s entries."),
    "greater_than_equal": N_("It must be %(ge)s or more."),
    "greater_than": N_("It must be more than %(gt)s."),
    "less_than_equal": N_("It must be %(le)s or less."),
    "less_than": N_("It must be less than %(lt)s."),
    "enum": N_("One of: %(expected)s."),
    "literal_error": N_("One of: %(expected)s."),
    "timezone_aware": N_("Give the moment with its distance from UTC, such as 2026-11-22T09:00:00+08:00."),
    "timezone_naive": N_("Give the moment with its distance from UTC, such as 2026-11-22T09:00:00+08:00."),
    "string_type": N_("This must be text."),
    "bool_type": N_("This must be true or false."),
    "bool_parsing": N_("This must be true or false."),
    "json_invalid": N_("This is not JSON."),
    "string_pattern_mismatch": N_("Letters, digits, hyphen and underscore only."),
}
BY_FAMILY = (
    ("datetime", N_("This is no moment. Write it as 2026-11-22T09:00:00+08:00.")),
    ("date", N_("This is no date. Write it as 2026-11-22.")),
    ("int", N_("This must be a whole number.")),
    ("float", N_("This must be a number.")),
    ("uuid", N_("This must be a UUID.")),
)
OF_OURS = {
    "must not contain NUL": N_("It must not contain NUL."),
    "must lie between the years": N_("It must lie between the years 2000 and 2100."),
    "ends_at must lie after starts_at": N_("It must end after it starts."),
}


def say_broken(kind: str, message: str, values: Mapping[str, Any]) -> str:
    """The sentence for a rule that a part of the request breaks; `kind`, `message` and `values` as pydantic names them."""
    for ours, words in OF_OURS.items():
        if ours in message:
            return _(words)
    if kind in ("too_short", "too_long") and values.get("field_type") != "List":
        kind = f"string_{kind}"
    if kind in BY_TYPE:
        try:
            return _(BY_TYPE[kind]) % dict(values)
        except KeyError:
            return _("This value is not allowed here.")
    family = next((words for start, words in BY_FAMILY if kind.startswith(start)), None)
    return _(family) if family else _("This value is not allowed here.")
