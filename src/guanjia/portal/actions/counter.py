"""A data right exercised at the counter: the same acts as on the portal, with who asked and which paper was seen (代办)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import Person, withdraw_consent
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.public import ProxyService, do_for
from guanjia.portal.actions.privacy import ask_erasure


@transaction.atomic
def ask_for(
    *, site: Site, person: Person, purpose: str, paper: str, paper_tail: str, actor: Any, at: datetime
) -> ProxyService:
    """Withdraw the consent for `purpose`, or ask that everything is erased when it is empty; the receipt says so.

    Raises DeskRefused where no paper was looked at.
    """
    if purpose:
        withdraw_consent(person, purpose=purpose, actor=actor, at=at, site=site)
        what = _("Consent withdrawn")
    else:
        ask_erasure(site=site, person=person, actor=actor, at=at)
        what = _("Asked to be erased; answered within fifteen days")
    return do_for(site=site, person=person, what=what, paper=paper, paper_tail=paper_tail, actor=actor, at=at)
