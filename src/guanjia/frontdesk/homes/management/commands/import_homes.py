"""`guanjia import-homes FILE --site CODE`: takes over the register of an estate from Excel."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.foundation.tables.public import ImportRefused, ImportRun, apply, drop, preview
from guanjia.frontdesk.homes.tables import home_importer

CANNOT_BE_READ = 2


class Command(BaseCommand):
    help = (
        "Take over a register of homes (.xlsx, .xls, .csv): merged cells, a header further down, two telephones or two "
        "names in a cell, leases as ranges, a total at the end. Good lines are taken, bad ones listed with their row and "
        "reason. Sent again it doubles nothing. Status 0 also with bad lines, 2 when the file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the sheet")
        parser.add_argument("--site", required=True, help="the site's code")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print one object and nothing else")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="of the reasons")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language() or settings.LANGUAGE_CODE):
            site = Site.objects.filter(code=options["site"]).first()
            if site is None:
                raise CommandError(
                    _("There is no site %(code)s.") % {"code": options["site"]}, returncode=CANNOT_BE_READ
                )
            run = self._run(site, Path(options["file"]), options["dry_run"])
            rejected = [{"row": row, "column": column, "reason": reason} for row, column, reason in run.problems]
            if options["json"]:
                self.stdout.write(json.dumps({**run.counts, "rejected": rejected}, ensure_ascii=False))
                return
            self.stdout.write(
                _("%(created)d new, %(updated)d changed, %(unchanged)d as before, %(bad)d not taken over.") % run.counts
            )
            for one in rejected:
                self.stdout.write(f"  {one['row']}  {one['column']}: {one['reason']}")

    def _run(self, site: Site, file: Path, only_look: bool) -> ImportRun:
        importer, at = home_importer(site), site_now(site)
        try:
            run = preview(importer=importer, site=site, upload=file.read_bytes(), name=file.name, actor=None, at=at)
            if only_look:
                drop(run, actor=None, at=at)
                return run
            return apply(run, importer=importer, actor=None, at=at) if run.counts["good"] else run
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=CANNOT_BE_READ) from None
        except (FileRefused, SecretRefused, ImportRefused) as refused:
            raise CommandError(str(refused), returncode=CANNOT_BE_READ) from None
