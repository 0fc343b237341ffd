"""The fields of a promise that people may change, in the order of the page, with their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml
from django.utils.translation import gettext_lazy as _

Kind = Literal["line", "text", "choice", "yes", "length", "post"]


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` line and text are typed as YAML, a length in words; choice, yes and post are picked."""

    name: str
    label: Any
    kind: Kind = "line"
    help: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()


FIELDS: tuple[Field, ...] = (
    Field(
        "when", _("When"), "text", _("The kind cannot be changed, its numbers can: 2h, 30m, 5wd, 8wh, before = -2h.")
    ),
    Field("window", _("Window"), "line", _("opens: how long before due; missed: how long after due")),
    Field("filter", _("Holds only where"), "text"),
    Field("post", _("Owed by post"), "post"),
    Field("performer", _("Done by the system")),
    Field("items", _("Checklist"), "text"),
    Field("proof", _("Proof asked for"), "line", _("tick, number, photo, signature, scan, text")),
    Field("counter_sign", _("Counter-signed by post"), "post"),
    Field("after", _("Only after")),
    Field("not_same_person_as", _("Not by the same person as")),
    Field("single_handed", _("One person may do both, with a reason"), "yes"),
    Field("gates", _("Gates these moves")),
    Field(
        "on_move",
        _("When the moment moves"),
        "choice",
        choices=(
            ("follow", _("open ones follow")),
            ("keep", _("nothing moves")),
            ("reopen", _("done ones are owed again")),
        ),
    ),
    Field(
        "catch_up",
        _("What an outage left out"),
        "choice",
        choices=(("each", _("each is made up")), ("merge", _("one for all")), ("skip", _("left out"))),
    ),
    Field("short_notice", _("Short notice"), "length", _("the least time between birth and due")),
    Field("not_after", _("Not born after")),
    Field("at_risk", _("Amber before due"), "length"),
    Field("ladder", _("Escalation"), "text"),
    Field("least_time", _("Flagged when answered faster than"), "length"),
    Field("weight", _("Weight in the score")),
    Field("scored", _("Counts in the score"), "yes"),
    Field("ambient", _("Ambient: scored by count, never rings"), "yes"),
    Field("discharged_by", _("Ended by")),
    Field(
        "audience",
        _("Promised to"),
        "choice",
        choices=(("internal", _("ourselves")), ("contract", _("the contract")), ("public", _("the public"))),
    ),
    Field("photo_forbidden_where", _("No photo where")),
    Field("scan_fact", _("Place to scan")),
)
USUAL = ("post", "counter_sign", "at_risk", "short_notice", "single_handed", "weight")
"""What people change often, besides the plain inputs of when, window and ladder."""
BY_NAME: Mapping[str, Field] = {each.name: each for each in FIELDS}


def as_text(value: Any) -> str:
    """The value as YAML on as few lines as it takes; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    written: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
    return written.removesuffix("\n...\n").strip()


def from_text(text: str) -> Any:
    """The value that the YAML means; None for an empty text. yaml.YAMLError says what cannot be read."""
    return yaml.safe_load(text) if text.strip() else None
