"""Patches: what a company or a site changes in a shipped promise, field by field."""

from collections.abc import Mapping
from typing import Any, Literal

from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.problems import Problem

Source = Literal["shipped", "company", "site"]
LOCKED = frozenset({"code", "subject", "seeds"})
Fields = Mapping[str, Any]


def merge(shipped: Fields, company: Fields, site: Fields) -> dict[str, Any]:
    """Site wins over company wins over shipped, whole fields at a time. An empty `off` means on."""
    merged = {**shipped, **company, **site}
    return {name: value for name, value in merged.items() if not (name == "off" and not value)}


def sources(shipped: Fields, company: Fields, site: Fields) -> dict[str, Source]:
    """Where the value of each field comes from; a field that nobody sets is not in it."""
    found: dict[str, Source] = dict.fromkeys(shipped, "shipped")
    return found | dict.fromkeys(company, "company") | dict.fromkeys(site, "site")


def locked(shipped: Fields, fields: Fields) -> list[Problem]:
    """Fields that no patch may touch: the identity of the promise and the kind of its when."""
    found = [Problem(name, N_("cannot be changed by a patch")) for name in fields if name in LOCKED]
    when = fields.get("when")
    if isinstance(when, Mapping) and set(when) != set(shipped["when"]):
        found.append(Problem("when", N_("the kind of when cannot be changed by a patch")))
    return found


def updated(patch: Fields, changes: Fields) -> dict[str, Any]:
    """The patch after these changes; None takes a field out again, so that the value below it holds."""
    return {name: value for name, value in {**patch, **changes}.items() if value is not None}
