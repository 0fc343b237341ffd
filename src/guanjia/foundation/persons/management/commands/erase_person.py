"""`guanjia erase-person --site C (--phone P | --person ID) --reason R`: erases somebody who asked for it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guanjia.foundation.persons.erasing import erase
from guanjia.foundation.persons.finding import find_by_phone, seen_by
from guanjia.foundation.sites.public import Site, site_now


class Command(BaseCommand):
    """Prints what went and which rule kept what, never a name or a number. Nobody or several found: nothing is done."""

    help = (
        "Erase a person: the key, the name, the indexes and personal rows. Status 1 when a legal hold kept something."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", required=True, help="code of a site that knows the person")
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--phone", help="the person's telephone")
        who.add_argument("--person", type=int, help="the person's id")
        parser.add_argument("--reason", required=True, help="why, such as the date and form of the request")

    def handle(self, *args: Any, **options: Any) -> None:
        site = Site.objects.filter(code=options["site"]).first()
        if site is None:
            raise CommandError(_("There is no site %(code)s.") % {"code": options["site"]}, returncode=2)
        if not options["reason"].strip():
            raise CommandError(_("Say why."), returncode=2)
        found = (
            find_by_phone(site, options["phone"])
            if options["phone"]
            else list(seen_by(site).filter(pk=options["person"]))
        )
        if len(found) != 1:
            ids = ", ".join(str(person.pk) for person in found) or "-"
            words = _("One person was meant, %(count)s were found: %(ids)s") % {"count": len(found), "ids": ids}
            raise CommandError(words, returncode=2)
        done = erase(found[0], actor=None, at=site_now(site), reason=options["reason"], site=site)
        kept = [{"what": each.what, "rule": each.rule} for each in done.kept]
        self.stdout.write(json.dumps({"person": found[0].pk, "erased": done.erased, "kept": kept}, ensure_ascii=False))
        if kept:
            raise CommandError(_("A legal hold keeps part of it."), returncode=1)
