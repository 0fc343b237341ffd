"""What lies at a deposit counter."""

from typing import Any

from django.db.models import Count, QuerySet

from guanjia.conference.public import Event
from guanjia.foundation.sites.public import Site
from guanjia.reception.models import Deposit
from guanjia.reception.rules.deposits import DepositState, normal_tag

ROWS = ("item__owner", "item__keeper", "counter__event")


def open_deposits(event: Event) -> QuerySet[Deposit]:
    """What is still at the counter of the event, oldest first."""
    return Deposit.objects.filter(counter__event=event, state=DepositState.HELD).order_by("taken_at", "pk")


def open_count(event: Event) -> int:
    """How many things keep the event from being closed."""
    return open_deposits(event).count()


def deposits_of(event: Event, *, words: str = "", show: str = "open") -> QuerySet[Deposit]:
    """Deposits of the event, newest first; `words` is a tag, or a part of the name it was handed in under."""
    rows = Deposit.objects.filter(counter__event=event).select_related(*ROWS).order_by("-taken_at", "-pk")
    if show != "all":
        rows = rows.filter(state=DepositState.HELD)
    if words:
        rows = rows.filter(tag=normal_tag(words)) | rows.filter(item__holder__icontains=words.strip())
    return rows


def deposit_by_tag(event: Event, tag: str) -> Deposit | None:
    """The open deposit with this tag, None for none."""
    return open_deposits(event).filter(tag=normal_tag(tag)).select_related(*ROWS).first()


def counts_of(event: Event) -> dict[str, int]:
    """How many deposits stand in each state, and all of them under "all"."""
    rows = Deposit.objects.filter(counter__event=event).values_list("state").annotate(n=Count("pk"))
    found = dict.fromkeys(DepositState, 0) | dict(rows.order_by())
    return {str(state): count for state, count in found.items()} | {"all": sum(found.values())}


def unbalanced_deposits(site: Site) -> list[str]:
    """Deposits in = out + lost property + lost + at the counter, and custody says the same of each thing."""
    kinds: dict[str, Any] = {
        DepositState.HELD: ("held", "storage"),
        DepositState.RETURNED: ("returned", "storage"),
        DepositState.LOST: ("lost", "storage"),
    }
    wrong = []
    for row in Deposit.objects.filter(site=site).select_related("item"):
        if row.state in kinds and (row.item.state, row.item.kind) != kinds[row.state]:
            wrong.append(f"deposit {row.tag}: {row.state}, custody {row.item.kind} {row.item.state}")
        if row.state == DepositState.LEFT and row.item.kind != "lost_property":
            wrong.append(f"deposit {row.tag}: left behind, but no lost property")
        if (row.state == DepositState.HELD) != (row.closed_at is None):
            wrong.append(f"deposit {row.tag}: {row.state}, closed {row.closed_at}")
    return wrong
