"""`guanjia create-site --code C --name N --zone Z`: makes a site."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guanjia.foundation.sites.making import SiteRefused, create_site
from guanjia.foundation.sites.models import Company


class Command(BaseCommand):
    help = "Make a site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="short code, part of every address of the site")
        parser.add_argument("--name", required=True)
        parser.add_argument("--zone", default="Asia/Shanghai", help="time zone, as Asia/Shanghai")
        parser.add_argument("--company", help="code of the company it belongs to, needed when there are several")
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *args: Any, **options: Any) -> None:
        company = None
        if options["company"]:
            company = Company.objects.filter(code=options["company"]).first()
            if company is None:
                raise CommandError(_("company: there is no %(code)s") % {"code": options["company"]})
        try:
            site = create_site(code=options["code"], name=options["name"], zone=options["zone"], company=company)
        except SiteRefused as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"id": site.pk, "code": site.code, "zone": site.zone}))
        else:
            self.stdout.write(_("Site %(code)s is ready.") % {"code": site.code})
