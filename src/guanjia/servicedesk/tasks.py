"""What the clock does for the service desk."""

import logging
from datetime import datetime

from django.conf import settings

from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site
from guanjia.servicedesk.actions.mailboxes import BadMailbox, fetch_mail, open_mailbox

log = logging.getLogger(__name__)


@every("servicedesk.mail", seconds=60)
def fetch_all(now: datetime) -> None:
    """Look into the mailbox of every site that has one. One that does not answer is looked into again next minute."""
    for code, address in settings.REQUEST_MAILBOXES.items():
        site = Site.objects.filter(code=code, rehearsal_of=None).first()
        if site is None:
            continue
        try:
            fetch_mail(site=site, box=open_mailbox(address))
        except (BadMailbox, OSError) as error:
            log.warning("the mailbox of %s does not answer: %s", code, error)
