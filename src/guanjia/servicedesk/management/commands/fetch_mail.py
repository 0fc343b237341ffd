"""guanjia fetch-mail: takes the e-mails that wait in a site's mailbox down as requests."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from guanjia.foundation.sites.public import Site
from guanjia.servicedesk.actions.mailboxes import BadMailbox, fetch_mail, open_mailbox


class Command(BaseCommand):
    """Once, for one site. The clock does the same each minute for the mailboxes of GUANJIA_MAILBOXES."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", required=True)
        parser.add_argument("--mailbox", default="", help="maildir:/path or imaps://user:password@host/folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many by outcome as JSON."""
        site = Site.objects.filter(code=options["site"]).first()
        address = options["mailbox"] or settings.REQUEST_MAILBOXES.get(options["site"], "")
        if site is None or not address:
            raise CommandError("Give --site CODE, and --mailbox ADDRESS unless GUANJIA_MAILBOXES names one for it.")
        try:
            self.stdout.write(json.dumps(fetch_mail(site=site, box=open_mailbox(address))))
        except BadMailbox as error:
            raise CommandError(str(error)) from error
