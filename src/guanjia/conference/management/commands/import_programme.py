"""`guanjia import-programme FILE --site CODE`: takes over the programme of a conference."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from tqdm import tqdm

from guanjia.conference.actions.import_programme import import_programme
from guanjia.conference.actions.programme_report import ImportReport
from guanjia.conference.actions.programme_spool import Progress
from guanjia.conference.rules.programme.rows import Unreadable
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Regime
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import FileCommand, Site, file_refusal, local, opened_file, site_now

COUNTS = ("sessions", "created", "updated", "moved", "unchanged", "withdrawn")


class Command(FileCommand):
    help = (
        "Take over a conference programme: schedule XML (Pentabarf, frab), schedule JSON (frab, pretalx) or iCalendar, "
        "told apart by content. A newer file of the same conference updates the event and never doubles it. "
        "A session without title, room, start or length, with a broken date or an unknown zone, called off by the "
        "file, or repeating an id is rejected with its row and reason; one whose room is taken at that time is made "
        "without a slot and listed under overlaps; one that waited for a room and has it now is listed under placed, "
        "what the regime forbids or limits under breaches. An event that is wholly past becomes history and owes "
        "nothing. Status 0 also with rejected rows, 2 when the file as a whole cannot be read."
    )

    about_file = "the programme; - reads standard input"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--event", default="", help="reference of the event to update, as HY-20261121-0001")
        parser.add_argument("--zone", default="", help="zone of times without an offset, instead of the file's own")
        parser.add_argument("--regime", choices=[each.value for each in Regime], help="of a new event; else the site's")
        parser.add_argument("--class", type=int, choices=(1, 2, 3, 4), dest="meeting_class", help="of a new event")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and change nothing")

    def take(self, site: Site, options: dict[str, Any]) -> None:
        with opened_file(options["file"]) as (stream, name), _bar() as progress:
            report = self._run(site, stream, Path(name).stem or _("Imported programme"), options, progress)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._tell(site, report, options["dry_run"])

    def _run(self, site: Site, stream: BinaryIO, name: str, options: dict[str, Any], progress: Any) -> ImportReport:
        try:
            return import_programme(
                site=site,
                stream=stream,
                name=name,
                actor=None,
                at=site_now(site),
                event_ref=options["event"],
                zone=options["zone"],
                regime=Regime(options["regime"]) if options["regime"] else None,
                meeting_class=options["meeting_class"],
                only_look=options["dry_run"],
                progress=progress,
            )
        except Unreadable as error:
            raise file_refusal(_(error.message) % error.params) from None
        except Refused as error:
            raise file_refusal(error.message) from None
        except SecretRefused as error:
            raise file_refusal(str(error)) from None

    def _tell(self, site: Site, report: ImportReport, only_look: bool) -> None:
        write = self.stdout.write
        if only_look:
            write(_("Nothing was changed; this is what an import would do."))
        write(f"{report.event or '-'}  {report.title}  ({report.format})")
        labels = {
            "sessions": _("sessions in the file"),
            "created": _("created"),
            "updated": _("updated"),
            "moved": _("moved"),
            "unchanged": _("unchanged"),
            "withdrawn": _("withdrawn"),
        }
        for name in COUNTS:
            write(f"{getattr(report, name):>8}  {labels[name]}")
        write(f"{len(report.rejected):>8}  {_('rejected')}")
        for row, reason in report.rejected:
            write(f"          {_('row %(row)s') % {'row': row}}: {reason}")
        write(f"{len(report.overlaps):>8}  {_('overlaps')}")
        for overlap in report.overlaps:
            write(f"          {overlap.room}: {' | '.join(overlap.sessions)}")
        for overlap in report.placed:
            write(f"  {_('has its room now')}: {overlap.room}: {' | '.join(overlap.sessions)}")
        for breach in report.breaches:
            write(f"  {_('against the rules')}: {breach}")
        for move in report.moves:
            old, new = _span(site, move.old_starts_at, move.old_ends_at), _span(site, move.starts_at, move.ends_at)
            write(f"  {move.title}: {move.old_room} {old} → {move.room} {new}")


def _span(site: Site, starts_at: datetime | None, ends_at: datetime | None) -> str:
    """From when to when, in the site's own time: a session that only grew longer has moved, too."""
    if starts_at is None or ends_at is None:
        return "-"
    begin, end = local(site, starts_at), local(site, ends_at)
    return f"{begin:%Y-%m-%d %H:%M} - {end:{'%H:%M' if end.date() == begin.date() else '%Y-%m-%d %H:%M'}}"


@contextmanager
def _bar() -> Iterator[Progress | None]:
    """A progress bar on standard error; None where nobody can see it."""
    if not sys.stderr.isatty():
        yield None
        return
    with tqdm(file=sys.stderr, unit_scale=True, leave=False) as bar:
        shown = ""

        def progress(stage: str, done: int, total: int) -> None:
            nonlocal shown
            if stage != shown or done < bar.n:
                shown = stage
                bar.reset(total=total)
                bar.set_description(stage, refresh=False)
            bar.update(done - bar.n)

        yield progress
