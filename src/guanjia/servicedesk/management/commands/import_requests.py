"""`guanjia import-requests FILE --site CODE`: takes over the requests of an old system."""

import json
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import FileCommand, Site, file_refusal, opened_file, site_now
from guanjia.servicedesk.actions.filereading import UnreadableFile
from guanjia.servicedesk.actions.importing import FileReport, import_requests


class Command(FileCommand):
    help = (
        "Take over service requests from a 311-style CSV file. Its columns are read as saved on the import page of the "
        "site for this header, or proposed from the header. A row without number, kind or date of receipt, with a date "
        "that is none, closed before it was received, or with a number that came before is rejected with row (as a "
        "spreadsheet counts, the header is 1) and reason. The same file again doubles nothing; a newer one updates. "
        "What is past becomes history and owes nothing. Status 0 also with rejected rows, 2 when the file as a whole "
        "cannot be read."
    )

    about_file = "the CSV file; - reads standard input"

    def take(self, site: Site, options: dict[str, Any]) -> None:
        with opened_file(options["file"]) as (stream, _name):
            try:
                report = import_requests(site=site, stream=stream, actor=None, at=site_now(site))
            except UnreadableFile as error:
                raise file_refusal(str(error)) from None
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
