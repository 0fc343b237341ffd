"""Makes the outage pack: modules hand in their sections from `apps.py`; it lies as PDF in the data folder."""

import logging
import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.papers.models import Sheet
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.forms import wording
from guanjia.papers.rules.pack import KEPT, is_due
from guanjia.papers.rules.sheets import SheetState

log = logging.getLogger(__name__)
PRINT_COMMAND = "GUANJIA_PRINT_COMMAND"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the pack: heads and rows of text; `text` stands above it."""

    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A module's part of the pack: `build(site, at)`; a part without rows and text says that there is nothing."""

    code: str
    label: Any
    build: Callable[[Site, datetime], Table]
    order: int = 100


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Put a part into the pack. The same code a second time replaces the first."""
    _sections[section.code] = section


def sections() -> list[Section]:
    """The parts, in order."""
    return sorted(_sections.values(), key=lambda each: (each.order, each.code))


def folder_of(site: Site) -> Path:
    """Where the packs of a site lie."""
    return Path(settings.DATA) / "outage" / str(site.pk)


def packs_of(site: Site) -> list[Path]:
    """The packs that lie there, newest first."""
    folder = folder_of(site)
    return sorted(folder.glob("pack-*.pdf"), reverse=True) if folder.exists() else []


def content_of(site: Site, at: datetime) -> list[dict[str, Any]]:
    """The parts as sections of the printed form. A part that fails is named instead of holding up the others."""
    found = []
    for section in sections():
        try:
            table = section.build(site, at)
        except Exception:
            log.exception("outage pack: %s", section.code)
            table = Table(text=gettext("This part could not be made. Ask at the desk."))
        text = table.text if table.rows or table.text else gettext("Nothing at this hour.")
        found.append(
            {"title": str(section.label), "text": text, "heads": list(table.heads) if table.rows else [],
             "rows": [list(map(str, row)) for row in table.rows]}
        )  # fmt: skip
    return found


def make_pack(*, site: Site, at: datetime) -> Path:
    """Write the pack of this moment and tidy old ones away; never inside a transaction. The newest is also latest.pdf."""
    moment = local(site, at)
    with translation.override(settings.LANGUAGE_CODE):
        data = {
            "site": site.name,
            "title": gettext("Outage pack"),
            "number": f"{moment:%Y-%m-%d %H:%M}",
            "sections": [*content_of(site, at), *_blanks(site)],
        }
        pdf = render_pdf("documents/form.typ", data)
    folder = folder_of(site)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"pack-{moment:%Y%m%d-%H%M}.pdf"
    draft = file.with_suffix(".draft")
    draft.write_bytes(pdf)
    draft.replace(file)
    (folder / "latest.draft").write_bytes(pdf)
    (folder / "latest.draft").replace(folder / "latest.pdf")
    for old in packs_of(site)[KEPT:]:
        old.unlink(missing_ok=True)
    return file


def make_due_packs(now: datetime) -> int:
    """Make the pack of every site whose hour has come, and print it where a command says how. Safe to run twice."""
    made = 0
    for site in Site.objects.filter(rehearsal_of=None):
        at = site_now(site)
        last = packs_of(site)[:1]
        before = _moment_of(site, last[0], at) if last else None
        if is_due(before, local(site, at), local(site, at).hour, before.hour if before else None):
            _print(make_pack(site=site, at=at))
            made += 1
    return made


def _moment_of(site: Site, file: Path, at: datetime) -> datetime:
    day = datetime.strptime(file.stem, "pack-%Y%m%d-%H%M")  # noqa: DTZ007 - the site's zone follows
    return day.replace(tzinfo=local(site, at).tzinfo)


def _print(file: Path) -> None:
    if command := os.environ.get(PRINT_COMMAND, ""):
        done = subprocess.run([*shlex.split(command), str(file)], capture_output=True, timeout=60, check=False)
        if done.returncode:
            log.error("outage pack: the printer said %s", done.stderr.decode(errors="replace")[-300:])


def _blanks(site: Site) -> list[dict[str, Any]]:
    """The reserved blank forms that are still unused, each with the code that it is entered by."""
    rows = Sheet.objects.filter(site=site, state=SheetState.RESERVED).order_by("form", "pk")[:60]
    parts = []
    for sheet in rows:
        form = FORMS[sheet.form]
        heads = [wording(each.words, settings.LANGUAGE_CODE) for each in form.fields]
        parts.append(
            {"title": f"{wording(form.words, settings.LANGUAGE_CODE)} {sheet.number}", "heads": heads, "rows": [[" "] * len(heads)],
             "photos": [{"svg": qr_svg(sheet.number), "caption": sheet.number}]}
        )  # fmt: skip
    return parts
