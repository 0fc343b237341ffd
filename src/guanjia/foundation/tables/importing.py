"""Previews and applies imports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import SHEETS, StoredFile, content_of, hold, release, store
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.importer import ALL, CHOICE, GOOD, Importer, ImportField, Row, Taken
from guanjia.foundation.tables.models import ImportRun
from guanjia.foundation.tables.rules.cells import BadCell
from guanjia.foundation.tables.rules.headers import Header, find_header
from guanjia.foundation.tables.rules.sheets import Sheet, UnreadableSheet, column_letter, read_sheet
from guanjia.foundation.tables.rules.states import RunState

KIND = "tables.importrun"
KEPT_FOR = timedelta(days=30)


class ImportRefused(Exception):
    """The sheet or the step is not possible; str() says why in the reader's language."""


@dataclass(frozen=True)
class Reading:
    """A sheet read by an importer: its header and all its rows, the bad ones with their problems."""

    sheet: Sheet
    header: Header
    rows: list[Row]

    @property
    def good(self) -> list[Row]:
        """The rows nothing is wrong with."""
        return [row for row in self.rows if row.good]


def preview(*, importer: Importer, site: Site, upload: Any, name: str, actor: Any, at: datetime) -> ImportRun:
    """Keep the sheet, read it, and return a run that says what would happen; nothing else is changed.

    Raises FileRefused, SecretRefused, ImportRefused (no table, empty, more than 50,000 rows, locked).
    """
    file = store(site=site, upload=upload, name=name, actor=actor, at=at, kinds=SHEETS)
    reading = read(importer, site, file)
    run = ImportRun(
        site=site,
        noun=importer.noun,
        scope=importer.scope,
        file=file,
        file_name=name[:255],
        policy=GOOD if importer.policy == CHOICE else importer.policy,
        sent_by_id=getattr(actor, "pk", None),
        sent_at=at,
    )
    _note(run, reading, importer)
    with transaction.atomic():
        run.save()
        hold(file, (KIND, run.pk))
    return run


def remap(run: ImportRun, *, importer: Importer, mapping: dict[str, int], policy: str = "") -> ImportRun:
    """Read the sheet again with another mapping (field -> column) or policy. Raises ImportRefused once applied."""
    if run.state != RunState.PREVIEW or run.file is None:
        raise ImportRefused(_("This import is finished."))
    if policy and importer.policy == CHOICE and policy in (ALL, GOOD):
        run.policy = policy
    _note(run, read(importer, run.site, run.file, mapping), importer)
    run.save()
    return run


def apply(run: ImportRun, *, importer: Importer, actor: Any, at: datetime) -> ImportRun:
    """Take the rows over, all or the good ones as the run's policy says, once; a second call changes nothing.

    Raises ImportRefused when a required column is not mapped, or bad rows stand against "all or nothing".
    """
    if run.state == RunState.APPLIED:
        return run
    if run.state != RunState.PREVIEW or run.file is None:
        raise ImportRefused(_("This import is finished."))
    reading = read(importer, run.site, run.file, run.mapping)
    _refuse_unready(run, reading, importer)
    with transaction.atomic():
        claimed = ImportRun.objects.filter(pk=run.pk, state=RunState.PREVIEW)
        if not claimed.update(state=RunState.APPLIED, applied_at=at):
            return ImportRun.objects.get(pk=run.pk)
        taken = importer.apply(site=run.site, rows=reading.good, actor=actor, at=at)
        _note(run, reading, importer, taken)
        run.state, run.applied_at = RunState.APPLIED, at
        run.save()
        changes = {"noun": run.noun, "scope": run.scope, **run.counts}
        record(site=run.site, at=at, actor=actor, action="import", subject=(KIND, run.pk), changes=changes)
    return run


def drop(run: ImportRun, *, actor: Any, at: datetime) -> None:
    """Give up a previewed import; its file is swept. A second call does nothing."""
    if ImportRun.objects.filter(pk=run.pk, state=RunState.PREVIEW).update(state=RunState.DROPPED, file=None):
        record(site=run.site, at=at, actor=actor, action="drop_import", subject=(KIND, run.pk))


def forget_old_sheets(now: datetime) -> int:
    """Let go of the files of runs sent more than 30 days ago (they hold personal data); how many."""
    old = ImportRun.objects.filter(sent_at__lt=now - KEPT_FOR, file__isnull=False)
    runs = list(old.values_list("pk", flat=True)[:500])
    for pk in runs:
        release((KIND, pk))
    return ImportRun.objects.filter(pk__in=runs).update(file=None)


def read(importer: Importer, site: Site, file: StoredFile, mapping: dict[str, int] | None = None) -> Reading:
    """Read a kept sheet with an importer. Raises ImportRefused."""
    content = content_of(file)
    if content is None:
        raise ImportRefused(_("The file is no longer kept. Send it again."))
    try:
        sheet = read_sheet(content)
    except UnreadableSheet as error:
        raise ImportRefused(_unreadable(error.code)) from None
    words = {one.name: (one.name, str(one.label), *one.words) for one in importer.fields}
    header = find_header(sheet.rows, words)
    if mapping is not None:
        header = Header(header.first_row, header.depth, header.labels, mapping)
    rows = list(_rows(importer, sheet, header))
    _refuse_doubles(importer, rows)
    if importer.check is not None and not _missing(importer, header):
        importer.check(site, [row for row in rows if row.good])
    return Reading(sheet, header, rows)


def bad_lines(run: ImportRun, importer: Importer) -> list[list[Any]]:
    """The sheet's header and its bad rows as they came, each with its reason in a last column. Raises ImportRefused."""
    if run.file is None:
        raise ImportRefused(_("The file is no longer kept. Send it again."))
    reading = read(importer, run.site, run.file, run.mapping)
    reasons: dict[int, list[str]] = {}
    for number, column, reason in run.problems:
        reasons.setdefault(number, []).append(f"{column}: {reason}")
    width = max(len(reading.header.labels), 1)
    lines: list[list[Any]] = [[*_padded(reading.header.labels, width), _("Reason")]]
    for number in sorted(reasons):
        if number <= len(reading.sheet.rows):
            cells = [_shown(cell) for cell in reading.sheet.rows[number - 1]]
            lines.append([*_padded(cells, width), "; ".join(reasons[number])])
    return lines


def _padded(cells: Sequence[Any], width: int) -> list[Any]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _shown(cell: Any) -> Any:
    return cell if not isinstance(cell, float) or not cell.is_integer() or abs(cell) >= 1e15 else int(cell)


def _rows(importer: Importer, sheet: Sheet, header: Header) -> Iterator[Row]:
    mapped = [(one, header.mapping[one.name]) for one in importer.fields if one.name in header.mapping]
    for at in range(header.first_row, len(sheet.rows)):
        cells = sheet.rows[at]
        if not any(str(cell).strip() for cell in cells):
            continue
        if importer.leave_out is not None and importer.leave_out(cells):
            continue
        row = Row(at + 1, {one.name: one.default for one in importer.fields})
        for one, column in mapped:
            cell = cells[column] if column < len(cells) else ""
            _take_cell(row, one, cell, (at, column) in sheet.unvalued)
        yield row


def _take_cell(row: Row, one: ImportField, cell: Any, unvalued: bool) -> None:
    if unvalued:
        row.refuse(one.name, _("a formula without a value, or an Excel error: open the file in Excel, repair, save"))
    elif cell == "" or cell is None or (isinstance(cell, str) and not cell.strip()):
        if one.required:
            row.refuse(one.name, _("is empty"))
    else:
        try:
            row.values[one.name] = one.parse(cell)
        except BadCell as error:
            row.refuse(one.name, _(error.msgid) % error.values)


def _refuse_doubles(importer: Importer, rows: Sequence[Row]) -> None:
    keys = [one.name for one in importer.fields if one.key]
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows if keys else ():
        key = tuple(row.values[name] for name in keys)
        if row.good and seen.setdefault(key, row.number) != row.number:
            row.refuse(keys[0], _("the same as row %(row)d") % {"row": seen[key]})


def _missing(importer: Importer, header: Header) -> list[ImportField]:
    return [one for one in importer.fields if one.required and one.name not in header.mapping]


def _refuse_unready(run: ImportRun, reading: Reading, importer: Importer) -> None:
    if missing := _missing(importer, reading.header):
        names = ", ".join(str(one.label) for one in missing)
        raise ImportRefused(_("These columns are missing: %(names)s.") % {"names": names})
    bad = len(reading.rows) - len(reading.good)
    if run.policy == ALL and bad:
        raise ImportRefused(
            _("%(bad)d rows are wrong, and this list is taken over whole or not at all.") % {"bad": bad}
        )
    if not reading.good:
        raise ImportRefused(_("No row can be taken over."))


def _note(run: ImportRun, reading: Reading, importer: Importer, taken: Taken | None = None) -> None:
    """Write into the run what the reading found."""
    good = reading.good
    run.mapping = reading.header.mapping
    run.problems = [
        [row.number, _column(reading.header, importer, name), reason]
        for row in reading.rows
        for name, reason in row.problems
    ]
    run.counts = {
        "rows": len(reading.rows),
        "good": len(good),
        "bad": len(reading.rows) - len(good),
        "created": taken.created if taken else sum(row.fate == "new" for row in good),
        "updated": taken.updated if taken else sum(row.fate == "update" for row in good),
        "unchanged": taken.unchanged if taken else sum(row.fate == "same" for row in good),
    }


def _column(header: Header, importer: Importer, name: str) -> str:
    label = str(importer.field(name).label) if any(one.name == name for one in importer.fields) else name
    column = header.mapping.get(name)
    return label if column is None else f"{column_letter(column)} {label}"


def _unreadable(code: str) -> str:
    return {
        "no_table": _("This is no table that can be read. Save it as .xlsx and send it again."),
        "empty": _("The sheet is empty."),
        "too_many_rows": _("The sheet has more than 50,000 rows. Split it."),
        "too_many_columns": _("The sheet has more than 200 columns. Keep the ones that are needed."),
        "locked": _("The file has a password. Take it off and send it again."),
    }[code]
