"""Every word that a reader sees has its Chinese, in its module's catalogue or in a lower module's."""

import configparser
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib

from tools.checks import PACKAGE, ROOT, Finding, relative
from tools.checks.words import HOUSES, NotConstant, Word, modules, words_of

Key = tuple[str | None, str]
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|\{[a-z_0-9]*\}|%[sd]")


def findings() -> Iterator[Finding]:
    """Words without Chinese, catalogues that contradict each other, placeholders lost on the way."""
    catalogues = {module: catalogue_of(module) for module in modules()}
    for module, entries in catalogues.items():
        yield from placeholder_findings(module, entries)
        yield from missing_findings(module, catalogues)
    yield from contradictions(catalogues)


def catalogue_of(module: Path) -> dict[Key, polib.POEntry]:
    """The translated entries of a module's own zh-Hans catalogue; empty where it has none."""
    file = po_path(module)
    if not file.exists():
        return {}
    entries = polib.pofile(str(file), encoding="utf-8")
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if entry.translated() and not entry.obsolete}


def po_path(module: Path) -> Path:
    """Where a module keeps its Chinese."""
    return module / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def missing_words(module: Path, catalogues: dict[Path, dict[Key, polib.POEntry]]) -> dict[Key, Word]:
    """The words of `module` that neither it nor a lower module translates. May raise NotConstant."""
    known = {key for each in at_or_below(module, list(catalogues)) for key in catalogues[each]}
    wanted = {(word.context, word.text): word for word in words_of(module) if word.text}
    return {key: word for key, word in wanted.items() if key not in known}


def missing_findings(module: Path, catalogues: dict[Path, dict[Key, polib.POEntry]]) -> Iterator[Finding]:
    try:
        for word in missing_words(module, catalogues).values():
            yield Finding(word.where, f"no Chinese for {word.text!r}. Add it to {relative(po_path(module))}.")
    except NotConstant as error:
        where, _, what = str(error).partition(": ")
        yield Finding(where, what)


def placeholder_findings(module: Path, entries: dict[Key, polib.POEntry]) -> Iterator[Finding]:
    for entry in entries.values():
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and not set(PLACEHOLDER.findall(text)) <= set(
                PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)
            ):
                yield Finding(
                    f"{relative(po_path(module))}:{entry.linenum}",
                    f"the Chinese of {entry.msgid!r} names something that the English does not.",
                )


def contradictions(catalogues: dict[Path, dict[Key, polib.POEntry]]) -> Iterator[Finding]:
    """The same English with two Chinese wordings: one of them is never shown."""
    said: dict[Key, dict[str, Path]] = defaultdict(dict)
    for module, entries in catalogues.items():
        for key, entry in entries.items():
            said[key].setdefault(entry.msgstr, module)
    for (_, text), wordings in said.items():
        if len(wordings) > 1:
            shown = "; ".join(f"{chinese} ({module.name})" for chinese, module in wordings.items())
            yield Finding("translations", f"{text!r} is put differently: {shown}. Agree, or use pgettext.")


def floors() -> list[list[str]]:
    """Module names from the lowest floor up, as .importlinter orders them; the modules of a house in its place."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    order: list[list[str]] = []
    for line in reversed(_layers(contracts, "module-order")):
        if len(line) == 1 and line[0] in HOUSES:
            rows = _layers(contracts, f"{line[0]}-order")
            order += [[f"{line[0]}/{name}" for name in row] for row in reversed(rows)]
        else:
            order.append(line)
    return order


def _layers(contracts: configparser.ConfigParser, name: str) -> list[list[str]]:
    text = contracts[f"importlinter:contract:{name}"]["layers"]
    return [re.findall(r"\w+", line) for line in text.strip().splitlines()]


def at_or_below(module: Path, all_modules: list[Path]) -> list[Path]:
    """The module itself and those on lower floors; a module that no floor names sees only itself."""
    rank = {name: floor for floor, names in enumerate(floors()) for name in names}
    own = rank.get(str(module.relative_to(PACKAGE)), -1)
    return [each for each in all_modules if each == module or rank.get(str(each.relative_to(PACKAGE)), 10**6) < own]
