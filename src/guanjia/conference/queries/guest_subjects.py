"""The organisations that are asked for their people, as the planner sees them."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from guanjia.conference.models import Delegation
from guanjia.conference.rules.states import NOT_HELD
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_


def delegation_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Delegations in one query; alive once asked by a link, while the event stands."""
    rows = Delegation.objects.filter(pk__in=ids).select_related("event__site")
    return [_snapshot(row) for row in rows]


def _snapshot(row: Any) -> Snapshot:
    state = "answered" if row.replied_at else "asked"
    return Snapshot(
        kind="conference.delegation",
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev + (row.event.stage in NOT_HELD),
        label=f"{row.event.ref} {row.name}",
        url=reverse("conference:delegations", args=[row.event.site.code, row.event.ref]),
        state=state,
        facts={
            "alive": row.reply_until is not None and row.event.stage not in NOT_HELD,
            "mailed": row.contact_id is not None,
            "state": state,
        },
        moments={"reply_until": row.reply_until, "starts_at": row.event.starts_at},
        moves=(("reply", row.replied_at),) if row.replied_at else (),
    )


GUEST_KINDS = (
    SubjectKind(
        "conference.delegation",
        N_("Organisation that answers"),
        ("reply_until", "starts_at"),
        ("alive", "mailed", "state"),
        delegation_snapshots,
    ),
)
