"""Points are earned, spent and run out; the account's row is the lock, so two bookings never spend the same points."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.clientele.models import PointAccount, PointEntry
from guanjia.clientele.rules.points import Entry, EntryKind, earnings, expired, months_later, rewards
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local, setting
from guanjia.people.public import Organisation
from guanjia.standards.public import law_at

ACCOUNT = "clientele.account"
MONTHS = "clientele.points_months"
NO_GIFTS = "gifts.officials"


def refuse_official(*, site: Site, organisation: Organisation, event: Event | None, at: datetime) -> None:
    """Pass for a client that may have points; a government body and what public funds pay for may not: the article is quoted."""
    official = organisation.kind == Organisation.Kind.GOVERNMENT or (event is not None and event.regime == "fiscal")
    if not official:
        return
    law = law_at(site, NO_GIFTS, at)
    article = law.article if law is not None else ""
    raise ClienteleRefused(
        "",
        _("A government body, and whoever spends public funds, gets no points and no gifts (%(article)s).")
        % {"article": article},
    )


def locked_account(site: Site, organisation: Organisation) -> PointAccount:
    """The client's account, made when there is none, held until the transaction ends."""
    PointAccount.objects.get_or_create(site=site, organisation=organisation)
    return PointAccount.objects.select_for_update(of=("self",)).get(site=site, organisation=organisation)


def entries_of(account: PointAccount) -> list[Entry]:
    """The ledger as the rules need it."""
    return [
        Entry(kind, points, until)
        for kind, points, until in account.entries.values_list("kind", "points", "expires_on")
    ]


@transaction.atomic
def earn(
    *,
    site: Site,
    organisation: Organisation,
    rule: str,
    event: Event,
    key: str,
    bill_fen: int,
    actor: Any,
    at: datetime,
) -> PointEntry | None:
    """Book what a rule of points.yaml gives; the same `key` again is that booking. None when it gives nothing.

    Raises ClienteleRefused for a government body and for public funds.
    """
    refuse_official(site=site, organisation=organisation, event=event, at=at)
    worth = earnings()[rule].worth(bill_fen)
    if worth <= 0:
        return None
    account = locked_account(site, organisation)
    known = account.entries.filter(key=key).first()
    if known is not None:
        return known
    until = months_later(local(site, at).date(), int(setting(site, MONTHS)))
    entry = PointEntry(
        account=account, kind=EntryKind.EARN, points=worth, rule=rule, event=event, expires_on=until, key=key, at=at
    )
    return _book(account, entry, actor)


@transaction.atomic
def spend(
    *, site: Site, organisation: Organisation, reward: str, count: int, key: str, note: str, actor: Any, at: datetime
) -> PointEntry:
    """Give a reward of points.yaml for points. What has run out by today is booked first. The same `key` again is that booking.

    Raises ClienteleRefused when there are too few, for an unknown reward, and for a government body.
    """
    refuse_official(site=site, organisation=organisation, event=None, at=at)
    found = rewards().get(reward)
    if found is None or not 1 <= count <= 100:
        raise ClienteleRefused("reward", _("There is no such reward."))
    account = locked_account(site, organisation)
    known = account.entries.filter(key=key).first()
    if known is not None:
        return known
    _expire(account, at)
    price = found.points * count
    if price > account.balance:
        raise ClienteleRefused(
            "reward",
            _("That takes %(price)s points; there are %(balance)s.") % {"price": price, "balance": account.balance},
        )
    entry = PointEntry(
        account=account,
        kind=EntryKind.SPEND,
        points=-price,
        rule=reward,
        note=note.strip()[:120],
        key=key,
        at=at,
        by=_user(actor),
    )
    return _book(account, entry, actor)


def expire_points(*, site: Site, at: datetime) -> int:
    """Book what has run out by today at the whole site; how many accounts lost points. A second call finds nothing."""
    lost = 0
    for pk in PointAccount.objects.filter(site=site, balance__gt=0).values_list("pk", flat=True):
        with transaction.atomic():
            account = PointAccount.objects.select_for_update(of=("self",)).get(pk=pk)
            lost += _expire(account, at)
    return lost


def _expire(account: PointAccount, at: datetime) -> bool:
    today = local(account.site, at).date()
    gone = expired(entries_of(account), today)
    if not gone:
        return False
    key = f"expire:{today.isoformat()}:{account.entries.count()}"
    _book(
        account, PointEntry(account=account, kind=EntryKind.EXPIRE, points=-gone, rule="expire", key=key, at=at), None
    )
    return True


def _book(account: PointAccount, entry: PointEntry, actor: Any) -> PointEntry:
    entry.save()
    account.balance += entry.points
    account.save(update_fields=["balance"])
    record(
        site=account.site, at=entry.at, actor=actor, action=f"points.{entry.kind}", subject=(ACCOUNT, account.pk),
        changes={"points": entry.points, "rule": entry.rule, "entry": entry.pk},
    )  # fmt: skip
    return entry


def _user(actor: Any) -> Any:
    return actor if getattr(actor, "pk", None) else None
