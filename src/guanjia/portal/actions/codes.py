"""Log-in by phone: a code is asked for, sent, and answered once."""

import hmac
import logging
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import task

from guanjia.foundation.messages.public import ChannelDown, line_of, lock, secret_digest, send_sms, unlock
from guanjia.foundation.persons.public import Person, normal_phone, private_values
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.kernel.words import gettext_noop as N_
from guanjia.portal.models import LoginCode
from guanjia.portal.queries.residence import people_with
from guanjia.portal.rules.codes import MOST_TRIES, PER_PHONE, VALID, Wait, may_ask, new_code

log = logging.getLogger("guanjia.sms")
TEMPLATE = "portal.code"
TEXT = N_("{code} is your code for {site}. It counts for five minutes. Nobody of us asks you for it.")


class TooManyCodes(Exception):
    """No further code may be asked for before `wait.until`."""

    def __init__(self, wait: Wait) -> None:
        super().__init__(f"wait until {wait.until}")
        self.wait = wait


class CodeRefused(Exception):
    """The code is wrong, spent or too old. It never says which, nor whether anybody has the phone."""


def ask_code(*, site: Site, phone: str, sender: str, at: datetime) -> LoginCode:
    """Make a code for a phone; it is sent after the commit, and only where somebody of the site has that phone.

    The answer is the same for a phone that nobody has. `sender` is the asker's network address, kept as a digest.
    Raises BadValue for what is no phone, TooManyCodes.
    """
    number = normal_phone(phone)
    digest, origin = secret_digest("phone", site.pk, number), secret_digest("sender", sender)
    since = at - max(span for span, _most in PER_PHONE)
    earlier = LoginCode.objects.filter(asked_at__gt=since)
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        by_phone = list(earlier.filter(phone_digest=digest).values_list("asked_at", flat=True))
        by_sender = list(earlier.filter(from_digest=origin).values_list("asked_at", flat=True))
        wait = may_ask(by_phone, by_sender, at)
        if wait is not None:
            raise TooManyCodes(wait)
        code = new_code()
        row = LoginCode.objects.create(
            site=site, phone_digest=digest, from_digest=origin, locked_phone=lock(number), locked_code=lock(code),
            code_hash="", asked_at=at, expires_at=at + VALID,
        )  # fmt: skip
        row.code_hash = _hash(row, code)
        row.save(update_fields=["code_hash"])
        transaction.on_commit(lambda: send_now.enqueue(site.pk), robust=True)
        LoginCode.objects.filter(phone_digest=digest, used_at=None).exclude(pk=row.pk).update(
            used_at=at, locked_code=""
        )
    return row


def send_codes(*, at: datetime) -> int:
    """Send what was asked for and is still worth sending; the count sent. A phone that nobody has gets nothing. A gateway that is
    down is tried again until the code ends.
    """
    waiting = LoginCode.objects.exclude(locked_code="").filter(expires_at__gt=at, used_at=None)
    sent = 0
    for row in waiting.select_related("site"):
        if LoginCode.objects.filter(pk=row.pk, sent_at=None).update(sent_at=at):
            sent += _deliver(row)
    LoginCode.objects.exclude(locked_code="").filter(expires_at__lte=at).update(locked_code="")
    return sent


@task()
def send_now(site_id: int) -> None:
    """Send what was asked for; enqueued after the commit."""
    send_codes(at=site_now(Site.objects.get(pk=site_id)))


def answer_code(*, site: Site, code_id: int | None, typed: str, at: datetime) -> list[Person]:
    """The persons whom the code lets in: one, or several who share the phone. Raises CodeRefused; a code works once.

    Each answer spends one of five tries, before it is looked at, so that many at once win nothing.
    """
    rows = LoginCode.objects.filter(pk=code_id or 0, site=site)
    alive = rows.filter(used_at=None, tries__lt=MOST_TRIES, expires_at__gt=at)
    if not alive.update(tries=F("tries") + 1):
        raise CodeRefused
    row = rows.get()
    right = hmac.compare_digest(row.code_hash, _hash(row, "".join(typed.split())))
    if not right or not rows.filter(used_at=None).update(used_at=at, locked_code=""):
        raise CodeRefused
    found = people_with(site, unlock(row.locked_phone), local(site, at).date())
    if not found:
        raise CodeRefused
    return found


def _hash(row: LoginCode, code: str) -> str:
    return secret_digest("code", row.pk, row.phone_digest, code)


def _deliver(row: LoginCode) -> int:
    """One code by text message, else by e-mail, else to the log of a house without gateways; none to a stranger's phone."""
    site, code, phone = row.site, unlock(row.locked_code), unlock(row.locked_phone)
    people = people_with(site, phone, local(site, row.asked_at).date())
    if not people:
        return 0 * LoginCode.objects.filter(pk=row.pk).update(locked_code="")
    text = _(TEXT).format(code=code, site=site.name)
    line = line_of(site, "sms")
    try:
        if line is not None:
            send_sms(line, phone, TEMPLATE, {"code": code, "site": site.name}, text)
        elif mails := _mails(people):
            send_mail(site.name, text, None, mails)
        else:
            log.warning("code for %s: %s", phone[-4:], text)
    except (ChannelDown, OSError) as error:
        log.warning("a log-in code did not leave: %s", error)
        LoginCode.objects.filter(pk=row.pk).update(sent_at=None)
        return 0
    LoginCode.objects.filter(pk=row.pk).update(locked_code="")
    return 1


def _mails(people: Sequence[Person]) -> list[str]:
    return sorted({address for person in people for address in private_values(person, "email")})
