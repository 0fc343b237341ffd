"""Reads the shipped catalogue from YAML files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.law import Law, parse_law
from guanjia.standards.rules.parse import parse_standard
from guanjia.standards.rules.problems import Problem, StandardInvalid
from guanjia.standards.rules.standard import Standard

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A standard as its module ships it: the mapping as written and what it means."""

    raw: Mapping[str, Any]
    standard: Standard
    file: str


class CatalogueInvalid(ValueError):
    """Everything that is wrong with the catalogue: (file, code, field, rule) a line."""

    def __init__(self, faults: list[StandardInvalid]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(each) for each in faults))


def read_catalogue(files: Iterable[tuple[Path, str]]) -> dict[str, Shipped]:
    """All standards by code from (file, module) pairs, or CatalogueInvalid with every mistake in all of them."""
    faults: list[StandardInvalid] = []
    found: dict[str, Shipped] = {}
    for path, module in files:
        for raw in _rows(path, "standards", faults):
            try:
                standard = parse_standard(raw, module=module, file=path.name)
            except StandardInvalid as fault:
                faults.append(fault)
                continue
            if standard.code in found:
                other = found[standard.code].file
                faults.append(_fault(path, standard.code, "code", N_("is already used in %(file)s"), file=other))
            found[standard.code] = Shipped(raw, standard, path.name)
    faults += _dangling(found)
    if faults:
        raise CatalogueInvalid(faults)
    return found


def read_laws(files: Iterable[Path]) -> dict[str, Law]:
    """All law rows by key, or CatalogueInvalid."""
    faults: list[StandardInvalid] = []
    found: dict[str, Law] = {}
    for path in files:
        for raw in _rows(path, "laws", faults):
            try:
                law = parse_law(raw, file=path.name)
            except StandardInvalid as fault:
                faults.append(fault)
                continue
            if law.key in found:
                faults.append(_fault(path, law.key, "key", N_("is already used")))
            found[law.key] = law
    if faults:
        raise CatalogueInvalid(faults)
    return found


def _rows(path: Path, name: str, faults: list[StandardInvalid]) -> list[Any]:
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        faults.append(_fault(path, "?", "", N_("this is no YAML: %(said)s"), said=str(error).replace("\n", " ")))
        return []
    rows = raw.get(name) if isinstance(raw, Mapping) and set(raw) == {name} else None
    if not isinstance(rows, list):
        faults.append(_fault(path, "?", name, N_("the file must hold one list of this name")))
        return []
    return rows


def _dangling(found: Mapping[str, Shipped]) -> list[StandardInvalid]:
    """References to standards that are not there or speak of another subject."""
    faults = []
    for shipped in found.values():
        for name in ("after", "not_same_person_as"):
            other = getattr(shipped.standard, name)
            if not other:
                continue
            if other not in found:
                problem = Problem(name, N_("there is no standard %(code)s"), {"code": other})
            elif found[other].standard.subject_kind != shipped.standard.subject_kind:
                problem = Problem(name, N_("%(code)s has another subject"), {"code": other})
            else:
                continue
            faults.append(StandardInvalid(shipped.standard.code, [problem], shipped.file))
    return faults


def _fault(path: Path, code: str, field: str, rule: str, **values: Any) -> StandardInvalid:
    return StandardInvalid(code, [Problem(field, rule, values)], path.name)
