"""Takes over the requests of an old system, as its file has them (ADR 0086)."""

import statistics
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.duties.public import DutyState, state_at
from guanjia.foundation.journal.public import record, record_many
from guanjia.foundation.secrecy.public import SecretRefused, refuse_marked
from guanjia.foundation.sites.public import Site, zone_of
from guanjia.foundation.subjects.public import changed
from guanjia.servicedesk.actions.filereading import Opened, UnreadableFile, open_file
from guanjia.servicedesk.models import ColumnMapping, ServiceRequest
from guanjia.servicedesk.rules.columns import FIELDS, lacking, propose
from guanjia.servicedesk.rules.filerows import FileRow, RowRefused, read_row, wall_hours
from guanjia.servicedesk.rules.kinds import guess_kind
from guanjia.servicedesk.rules.requests import Channel, RequestState, Word
from guanjia.servicedesk.subjects import REQUEST

SLICE = 1000
STILL_OWED = timedelta(days=35)
MARK = 6
IMPORTED = ("title", "place_text", "opened_at", "promised_at", "closed_at", "completed_at", "state", "word")
Progress = Callable[[int], None]


@dataclass
class FileReport:
    """What an import did. The shares and medians `in_file` come from the file's cells alone, the others from our rows;
    None where no row has the dates. Rows count as a spreadsheet does: the header is row 1."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)
    late: int = 0
    timed: int = 0
    late_in_file: int = 0
    timed_in_file: int = 0
    hours: "array[float]" = field(default_factory=lambda: array("d"))
    hours_in_file: "array[float]" = field(default_factory=lambda: array("d"))
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> int:
        """Rows that stand as requests now."""
        return self.created + self.updated + self.unchanged

    def as_json(self) -> dict[str, Any]:
        """The figures under their agreed names."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": [{"row": row, "reason": reason} for row, reason in self.rejected],
            "late_share": self.late / self.timed if self.timed else None,
            "median_hours_to_close": statistics.median(self.hours) if self.hours else None,
            "late_share_in_file": self.late_in_file / self.timed_in_file if self.timed_in_file else None,
            "median_in_file": statistics.median(self.hours_in_file) if self.hours_in_file else None,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "columns": self.columns,
        }


def columns_for(site: Site, opened: Opened) -> dict[str, int]:
    """The mapping saved at the site for files with this header, else the one proposed from the header."""
    saved = ColumnMapping.objects.filter(site=site, digest=opened.digest()).first()
    if saved is None:
        return propose(opened.header, opened.sample)
    return {name: at for name, at in saved.columns.items() if name in FIELDS and at < len(opened.header)}


@transaction.atomic
def save_columns(*, site: Site, opened: Opened, columns: Mapping[str, int], actor: Any, at: datetime) -> ColumnMapping:
    """Keep how the site reads files with this header. Raises UnreadableFile when a needed column is not named."""
    _check(columns)
    row, _made = ColumnMapping.objects.update_or_create(
        site=site, digest=opened.digest(),
        defaults={"header": opened.header, "columns": dict(columns), "saved_at": at},
    )  # fmt: skip
    changes = {"columns": {name: opened.header[at] for name, at in columns.items()}}
    record(
        site=site, at=at, actor=actor, action="servicedesk.columns", subject=("sites.site", site.pk), changes=changes
    )
    return row


def import_requests(
    *, site: Site, stream: BinaryIO, actor: Any, at: datetime, columns: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> FileReport:  # fmt: skip
    """Take a file over, a thousand rows a transaction. The same file again changes nothing; a newer one updates what it
    has by number. Bad rows are rejected with row and reason, the others taken. What is past becomes history and owes
    nothing; what was received in the last 35 days and is open owes what its standards ask. Raises UnreadableFile.
    """
    opened = open_file(stream)
    found = dict(columns) if columns is not None else columns_for(site, opened)
    _check(found)
    report = FileReport(columns={name: opened.header[place] for name, place in found.items()})
    taker = _Taker(site, opened, found, report, actor, at)
    rows = opened.rows()
    while part := list(islice(rows, SLICE)):
        taker.take(part)
        if progress is not None:
            progress(report.rows)
    return report


def _check(columns: Mapping[str, int]) -> None:
    if left := lacking(columns):
        names = ", ".join(_(FIELDS[name]) for name in left)
        raise UnreadableFile(_("No column for: %(names)s. Say on the import page which it is.") % {"names": names})


class _Taker:
    """Takes slices of one file."""

    def __init__(
        self, site: Site, opened: Opened, columns: dict[str, int], report: FileReport, actor: Any, at: datetime
    ) -> None:
        self.site, self.columns, self.report, self.actor, self.at = site, columns, report, actor, at
        self.zone, self.order, self.width = zone_of(site), opened.order(columns), len(opened.header)
        self.system = opened.digest()[:MARK]
        self.seen: dict[str, int] = {}

    def take(self, part: Sequence[tuple[int, list[str]]]) -> None:
        """Read, write, then measure what now stands in our tables."""
        good = [row for number, cells in part if (row := self._read(number, cells)) is not None]
        for row in good:
            if (late := row.is_late()) is not None:
                self.report.timed_in_file += 1
                self.report.late_in_file += late
            if (hours := row.hours(self.zone)) is not None:
                self.report.hours_in_file.append(hours)
        if good:
            with transaction.atomic():
                self._write(good)
            self._measure([self._key(row) for row in good])

    def _read(self, number: int, cells: list[str]) -> FileRow | None:
        self.report.rows += 1
        try:
            row = read_row(cells, self.columns, self.width, self.zone, self.order)
            if row.id in self.seen:
                reason = _("The number stands in row %(row)d already.") % {"row": self.seen[row.id]}
                self.report.rejected.append((number, reason))
                return None
            refuse_marked({"title": row.type, "place": row.place}, site=self.site)
        except RowRefused as refused:
            self.report.rejected.append((number, _(refused.text) % refused.facts))
            return None
        except SecretRefused as refused:
            self.report.rejected.append((number, str(refused)))
            return None
        self.seen[row.id] = number
        return row

    def _key(self, row: FileRow) -> str:
        return f"import:{self.system}:{row.id}"

    def _write(self, rows: Sequence[FileRow]) -> None:
        keys = {self._key(row): row for row in rows}
        known = {each.source_key: each for each in ServiceRequest.objects.filter(site=self.site, source_key__in=keys)}
        fresh = [self._new(key, row) for key, row in keys.items() if key not in known]
        changed_rows = [each for key, each in known.items() if self._update(each, keys[key])]
        ServiceRequest.objects.bulk_create(fresh, batch_size=SLICE)
        ServiceRequest.objects.bulk_update(changed_rows, [*IMPORTED, "rev"], batch_size=200)
        self._owe([each for each in fresh if not each.history])
        self.report.created += len(fresh)
        self.report.updated += len(changed_rows)
        self.report.unchanged += len(rows) - len(fresh) - len(changed_rows)
        if fresh or changed_rows:
            digest = sha256("\n".join(sorted(each.source_key for each in [*fresh, *changed_rows])).encode()).hexdigest()
            record(
                site=self.site, at=self.at, actor=self.actor, action="servicedesk.import", subject=("sites.site", self.site.pk),
                changes={"created": len(fresh), "updated": len(changed_rows), "sha256": digest},
            )  # fmt: skip

    def _values(self, row: FileRow) -> dict[str, Any]:
        closed = row.closed is not None
        return {
            "title": row.type[:200],
            "place_text": row.place,
            "opened_at": row.created,
            "promised_at": row.due,
            "closed_at": row.closed,
            "completed_at": row.closed,
            "state": RequestState.CLOSED if closed else RequestState.NEW,
            "word": Word.HISTORY if closed else "",
        }

    def _new(self, key: str, row: FileRow) -> ServiceRequest:
        kind = guess_kind(row.type)
        owed = row.closed is None and row.created >= self.at - STILL_OWED
        return ServiceRequest(
            site=self.site,
            number=f"IM-{self.system}-{row.id}" if len(row.id) <= 28 else f"IM-{sha256(key.encode()).hexdigest()[:32]}",
            source_key=key if len(key) <= 160 else key[:160],
            category=kind.category,
            kind=kind.code,
            channel=Channel.IMPORT,
            user=self.actor,
            history=not owed,
            **self._values(row),
        )

    def _update(self, each: ServiceRequest, row: FileRow) -> bool:
        """Bring a known request to what the file says now; whether anything was different. What we work on ourselves
        keeps its state."""
        if not each.history:
            return False
        values = self._values(row)
        if all(getattr(each, name) == value for name, value in values.items()):
            return False
        for name, value in values.items():
            setattr(each, name, value)
        each.rev += 1
        return True

    def _owe(self, fresh: Sequence[ServiceRequest]) -> None:
        """Start the clocks of what is still open, each at its own moment."""
        for each in fresh:
            rows = [{"id": each.pk, "to_state": each.state}]
            record_many(
                site=self.site, at=each.opened_at, actor=self.actor, action="log", subject_kind=REQUEST, rows=rows
            )
        if fresh:
            changed(REQUEST, [each.pk for each in fresh], site=self.site, at=self.at)

    def _measure(self, keys: Sequence[str]) -> None:
        """Late or not by the rule that judges duties, hours on the site's clock: of our rows."""
        rows = ServiceRequest.objects.filter(site=self.site, source_key__in=keys)
        for opened_at, promised_at, closed_at in rows.values_list("opened_at", "promised_at", "closed_at"):
            if closed_at is None:
                continue
            self.report.hours.append(wall_hours(self.zone, opened_at, closed_at))
            if promised_at is not None:
                self.report.timed += 1
                self.report.late += state_at(promised_at, closed_at) is DutyState.LATE
