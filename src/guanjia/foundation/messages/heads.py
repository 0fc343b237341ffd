"""Mails the daily head of the seal out of the house, where nobody who can change the database can change it."""

from datetime import datetime, time, timedelta

from guanjia.foundation.journal.public import daily_head
from guanjia.foundation.messages.locking import lock
from guanjia.foundation.messages.models import Channel, Message
from guanjia.foundation.messages.wording import Template, freeze, register_template, words
from guanjia.foundation.sites.public import HEAD_OFFICE, Setting, Site, declare, local, setting, to_utc
from guanjia.kernel.words import gettext_noop as N_

MAIL_TO = declare(
    Setting("seal.mail_to", "text", "", N_("E-mail addresses for the daily head"), maximum=500, changed_by=HEAD_OFFICE)
)
HEAD = register_template(
    Template(
        "seal.daily_head",
        N_("{site}: head of the journal, {on}"),
        N_(
            "Batch {number}, sealed {sealed_at}:\n{root}\n"
            "Keep this message: it shows whether the journal is rewritten later."
        ),
        personal=False,
    )
)


def mail_heads(*, now: datetime) -> int:
    """Queue yesterday's head for each site that names addresses, once a day; the count of messages."""
    return sum(_mail(site, now) for site in Site.objects.filter(rehearsal_of=None) if setting(site, MAIL_TO.key))


def _mail(site: Site, now: datetime) -> int:
    yesterday = local(site, now).date() - timedelta(days=1)
    head = daily_head(site, yesterday)
    midnight = to_utc(site, datetime.combine(yesterday + timedelta(days=1), time.min))
    sent = Message.objects.filter(site=site, template=HEAD.code, made_at__gte=midnight)
    if head is None or sent.exists():
        return 0
    facts = freeze(
        {"site": site.name, "on": yesterday, "number": head.number, "sealed_at": head.sealed_at, "root": head.root}
    )
    title, body = words(HEAD.title, facts, site), words(HEAD.body, facts, site)
    addresses = [part.strip() for part in setting(site, MAIL_TO.key).replace(";", ",").split(",") if part.strip()]
    Message.objects.bulk_create(
        Message(
            site=site, channel=Channel.EMAIL, locked_address=lock(address), template=HEAD.code, title=title,
            body=body, made_at=now, next_try_at=now,
        )
        for address in addresses
    )  # fmt: skip
    return len(addresses)
