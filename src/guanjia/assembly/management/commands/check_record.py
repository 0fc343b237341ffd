"""`guanjia check-record FILE.zip`: an outsider checks a sealed record; needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.assembly.rules.package import NoRecord, Report, check, unpack
from guanjia.foundation.journal.public import root_of_row
from guanjia.foundation.sites.public import file_refusal


class Command(BaseCommand):
    help = "Check a sealed record of a meeting and name what was changed (status 1); no database is needed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the zip that the house gave out")
        parser.add_argument("--authority", help="certificate (PEM) of the time-stamp authority that you trust")
        parser.add_argument("--root", default="", help="a head of the journal that was mailed or printed")
        parser.add_argument("--paper", action="append", default=[], help="a file said to have lain before the meeting")
        parser.add_argument("--json", action="store_true", help="print one object")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language() or settings.LANGUAGE_CODE):
            report = _checked(options)
            self.stdout.write(_as_json(report) if options["json"] else _in_words(report))
        if report.findings:
            raise SystemExit(1)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise file_refusal(
            _("%(file)s cannot be opened: %(reason)s") % {"file": path, "reason": error.strerror}
        ) from None


def _checked(options: dict[str, Any]) -> Report:
    try:
        authorities = x509.load_pem_x509_certificates(_read(options["authority"])) if options["authority"] else []
    except ValueError:
        raise file_refusal(_("%(file)s is no certificate.") % {"file": options["authority"]}) from None
    papers = {path: _read(path) for path in options["paper"]}
    try:
        opened = unpack(_read(options["file"]))
    except NoRecord as error:
        raise file_refusal(_("This is no sealed record: %(what)s") % {"what": error}) from None
    return check(opened, root_of_row, authorities, options["root"], papers)


def _as_json(report: Report) -> str:
    return json.dumps(
        {
            "head": report.head,
            "meeting": report.meeting,
            "findings": [{"flaw": each.flaw.value, "what": each.what} for each in report.findings],
            "erased": report.erased,
            "stamped_at": report.stamped_at.isoformat() if report.stamped_at else None,
            "signer": report.signer,
            "trusted": report.trusted,
            "root": report.root,
        },
        ensure_ascii=False,
    )


def _in_words(report: Report) -> str:
    lines = [_(each.flaw.label) % {"what": each.what} for each in report.findings]
    if not report.findings:
        lines.append(_("Nothing was changed: every part is as it was sealed, and every result is what its votes say."))
    lines.append(f"SHA-256 {report.head}")
    if report.stamped_at:
        said = _("Time stamp of %(at)s by %(signer)s") % {"at": report.stamped_at.isoformat(), "signer": report.signer}
        lines.append(
            said if report.trusted else f"{said} - {_('not compared with an authority of yours: give --authority')}"
        )
    else:
        lines.append(_("There is no time stamp that holds: the time rests on the house's own journal."))
    if report.root:
        lines.append(_("Root of the journal: %(root)s") % {"root": report.root})
    lines += [
        _("Person %(number)s was erased at their wish, or taken out.") % {"number": name} for name in report.erased
    ]
    return "\n".join(lines)
