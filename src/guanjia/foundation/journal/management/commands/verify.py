"""`guanjia verify`: checks the journal against its seal."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guanjia.foundation.journal.proofs import head
from guanjia.foundation.journal.verifying import knows_head, verify
from guanjia.foundation.sites.public import Site


class Command(BaseCommand):
    help = "Check the journal against its seal and name each altered, missing or inserted entry (status 1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="the site's code; without it all sites")
        parser.add_argument("--head", help="a head that was mailed or printed: is it still part of the chain?")
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *args: Any, **options: Any) -> None:
        sites = list(Site.objects.filter(code=options["site"]) if options["site"] else Site.objects.order_by("code"))
        if options["site"] and not sites:
            raise CommandError(_("There is no site %(code)s.") % {"code": options["site"]})
        findings = [(site, finding) for site in sites for finding in verify(site)]
        unknown = bool(options["head"]) and not any(knows_head(site, options["head"]) for site in sites)
        if options["json"]:
            self.stdout.write(self._json(sites, findings, unknown))
        else:
            self._words(sites, findings, unknown)
        if findings or unknown:
            raise SystemExit(1)

    def _json(self, sites: list[Site], findings: list[Any], unknown: bool) -> str:
        heads = {site.code: found.root if (found := head(site)) else None for site in sites}
        rows = [{"site": site.code, **asdict(finding)} for site, finding in findings]
        return json.dumps({"heads": heads, "findings": rows, "head_unknown": unknown}, ensure_ascii=False)

    def _words(self, sites: list[Site], findings: list[Any], unknown: bool) -> None:
        for site, finding in findings:
            entry = f" {_('entry')} {finding.entry_id}" if finding.entry_id else ""
            batch = f"{_('batch')} {finding.batch}"
            self.stdout.write(f"{site.code} {batch}{entry}: {finding.kind}. {_(finding.words)}")
        if unknown:
            self.stdout.write(_("The given head is not part of any chain: the journal was rewritten since."))
        for site in sites:
            found = head(site)
            if found is None:
                self.stdout.write(f"{site.code}: {_('nothing sealed yet')}")
            else:
                self.stdout.write(f"{site.code}: {found.number} {found.root} {found.sealed_at:%Y-%m-%dT%H:%M:%SZ}")
