"""`guanjia import-requests FILE --site CODE`: takes over the requests of an old system."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, site_now
from guanjia.servicedesk.actions.filereading import UnreadableFile
from guanjia.servicedesk.actions.importing import FileReport, import_requests

CANNOT_BE_READ = 2


class Command(BaseCommand):
    help = (
        "Take over service requests from a 311-style CSV file. Its columns are read as saved on the import page of the "
        "site for this header, or proposed from the header. A row without number, kind or date of receipt, with a date "
        "that is none, closed before it was received, or with a number that came before is rejected with row (as a "
        "spreadsheet counts, the header is 1) and reason. The same file again doubles nothing; a newer one updates. "
        "What is past becomes history and owes nothing. Status 0 also with rejected rows, 2 when the file as a whole "
        "cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the CSV file; - reads standard input")
        parser.add_argument("--site", required=True, help="the site's code")
        parser.add_argument("--json", action="store_true", help="print one object and nothing else")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language() or settings.LANGUAGE_CODE):
            site = Site.objects.filter(code=options["site"]).first()
            if site is None:
                raise _refusal(_("There is no site %(code)s.") % {"code": options["site"]})
            with _opened(options["file"]) as stream:
                try:
                    report = import_requests(site=site, stream=stream, actor=None, at=site_now(site))
                except UnreadableFile as error:
                    raise _refusal(str(error)) from None
            if options["json"]:
                self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
            else:
                self._tell(report)

    def _tell(self, report: FileReport) -> None:
        figures = report.as_json()
        for name, label in (
            ("rows", _("rows in the file")), ("created", _("created")), ("updated", _("updated")),
            ("unchanged", _("unchanged")),
        ):  # fmt: skip
            self.stdout.write(f"{figures[name]:>8}  {label}")
        self.stdout.write(f"{len(report.rejected):>8}  {_('rejected')}")
        for row, reason in report.rejected:
            self.stdout.write(f"          {_('row %(row)s') % {'row': row}}: {reason}")
        for name, label in (
            ("late_share", _("late, of those with due and close date")),
            ("median_hours_to_close", _("median hours to close")),
        ):  # fmt: skip
            if figures[name] is not None:
                self.stdout.write(f"{figures[name]:>8.3f}  {label}")


def _refusal(message: str) -> CommandError:
    return CommandError(message, returncode=CANNOT_BE_READ)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    """The file, or a copy of standard input."""
    if path == "-":
        with tempfile.TemporaryFile() as copy:
            copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise _refusal(_("%(file)s cannot be opened: %(reason)s") % {"file": path, "reason": error.strerror}) from None
    with stream:
        yield stream
