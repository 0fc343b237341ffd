"""Giving and taking roles."""

from datetime import datetime

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.people.events import MembershipBegan, MembershipEnded
from guanjia.people.models import Membership, User
from guanjia.people.permissions.holding import has_role, roles_of
from guanjia.people.rules.granting import grantable_roles, may_span_sites
from guanjia.people.rules.roles import Roles


class GrantRefused(Exception):
    """The actor may not give or take this role; `role` says which."""

    def __init__(self, role: str) -> None:
        super().__init__(f"the role {role} cannot be given or taken by this user")
        self.role = role


def check_grant(actor: User | None, site: Site, role: str, *, spans_sites: bool, at: datetime) -> None:
    """Pass if the actor (None: the system) may give or take the role there, else raise GrantRefused."""
    if actor is None:
        return
    held = roles_of(actor, site, at=at)
    if role not in grantable_roles(held) or (spans_sites and not may_span_sites(held)):
        raise GrantRefused(role)


@transaction.atomic
def add_membership(
    *,
    user: User,
    site: Site,
    role: Roles,
    at: datetime,
    actor: User | None,
    spans_sites: bool = False,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> Membership:
    """Give `user` the role at `site`, or with `spans_sites` at every site of its company; raises GrantRefused.

    A second call with an open membership of the same role changes its dates and makes no second row.
    """
    check_grant(actor, site, role, spans_sites=spans_sites, at=at)
    where = {"site": None if spans_sites else site}
    held, made = Membership.objects.select_for_update(no_key=True).get_or_create(
        user=user,
        company_id=site.company_id,
        role=role,
        valid_until=None,
        **where,
        defaults={"valid_from": valid_from},
    )
    held.valid_from, held.valid_until = valid_from, valid_until
    held.save(update_fields=["valid_from", "valid_until"])
    if made:
        event = MembershipBegan(user.pk, site.pk, str(role))
        record(
            site=site,
            at=at,
            actor=actor,
            action="people.add_membership",
            subject=("people.user", user.pk),
            to_state=str(role),
            changes={"spans_sites": spans_sites},
            event=event,
        )
    return held


@transaction.atomic
def end_membership(*, membership: Membership, site: Site, at: datetime, actor: User | None, reason: str = "") -> None:
    """Take the role away from `at` on and announce it at every site it reached; ended twice, it stays as it was.

    Raises GrantRefused. `site` is where the actor stands.
    """
    check_grant(actor, site, membership.role, spans_sites=membership.site_id is None, at=at)
    until = at if membership.valid_from is None else max(at, membership.valid_from)
    ended = Membership.objects.filter(pk=membership.pk, valid_until=None) | Membership.objects.filter(
        pk=membership.pk, valid_until__gt=until
    )
    if not ended.update(valid_until=until):
        return
    membership.valid_until = until
    everywhere = Site.objects.filter(company_id=membership.company_id, rehearsal_of=None)
    for place in [membership.site] if membership.site else everywhere:
        _announce_end(membership, place, at, actor, reason)


def _announce_end(membership: Membership, site: Site, at: datetime, actor: User | None, reason: str) -> None:
    user = User.objects.get(pk=membership.user_id)
    record(
        site=site,
        at=at,
        actor=actor,
        action="people.end_membership",
        subject=("people.user", user.pk),
        from_state=membership.role,
        reason=reason,
        event=MembershipEnded(user.pk, site.pk, membership.role, left=not has_role(user, site, at=at)),
    )


@transaction.atomic
def leave_site(*, user: User, site: Site, at: datetime, actor: User | None, reason: str = "") -> int:
    """End every role of the user at this site; returns how many. An account without any role left may not log in.

    Roles that span sites end only when the actor may take those (head office); else GrantRefused, and nothing changes.
    """
    held = Membership.objects.valid(at).at_site(site.pk, site.company_id).filter(user=user).select_related("site")
    ended = list(held)
    for membership in ended:
        end_membership(membership=membership, site=site, at=at, actor=actor, reason=reason)
    if not Membership.objects.valid(at).filter(user=user).exists() and not user.is_superuser:
        User.objects.filter(pk=user.pk).update(is_active=False)
        user.is_active = False
    return len(ended)
