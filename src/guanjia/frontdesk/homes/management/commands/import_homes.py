"""`guanjia import-homes FILE --site CODE`: takes over the register of an estate from Excel."""

import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import FileCommand, Site, file_refusal, opened_file, site_now
from guanjia.foundation.tables.public import ImportRefused, ImportRun, apply, drop, preview
from guanjia.frontdesk.homes.tables import home_importer


class Command(FileCommand):
    help = (
        "Take over a register of homes (.xlsx, .xls, .csv): merged cells, a header further down, two telephones or two "
        "names in a cell, leases as ranges, a total at the end. Good lines are taken, bad ones listed with their row and "
        "reason. Sent again it doubles nothing. Status 0 also with bad lines, 2 when the file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and change nothing")

    def take(self, site: Site, options: dict[str, Any]) -> None:
        run = self._run(site, options["file"], options["dry_run"])
        rejected = [{"row": row, "column": column, "reason": reason} for row, column, reason in run.problems]
        if options["json"]:
            self.stdout.write(json.dumps({**run.counts, "rejected": rejected}, ensure_ascii=False))
            return
        self.stdout.write(
            _("%(created)d new, %(updated)d changed, %(unchanged)d as before, %(bad)d not taken over.") % run.counts
        )
        for one in rejected:
            self.stdout.write(f"  {one['row']}  {one['column']}: {one['reason']}")

    def _run(self, site: Site, path: str, only_look: bool) -> ImportRun:
        importer, at = home_importer(site), site_now(site)
        with opened_file(path) as (stream, name):
            upload = stream.read()
        try:
            run = preview(importer=importer, site=site, upload=upload, name=name or "-", actor=None, at=at)
            if only_look:
                drop(run, actor=None, at=at)
                return run
            return apply(run, importer=importer, actor=None, at=at) if run.counts["good"] else run
        except (FileRefused, SecretRefused, ImportRefused) as refused:
            raise file_refusal(str(refused)) from None
