"""The account of a resident: made at the first log-in, logged in on a device, logged out again."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import secret_digest
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Membership, Roles, User, add_membership, end_membership
from guanjia.portal.models import Device
from guanjia.portal.queries.residence import residence_of

KEPT = timedelta(days=30)
AGENT = 40


class StaffAccount(Exception):
    """The person works here: a code on the phone is not enough for such an account."""


@transaction.atomic
def account_of(*, site: Site, person: Person, at: datetime) -> User:
    """The person's account, made at the first log-in, with the role of a resident while a home is theirs.

    Raises StaffAccount for somebody who works at any site: they log in with their password and second factor.
    """
    user, made = User.objects.get_or_create(
        person_id=person.pk,
        defaults={"username": f"resident-{person.pk}", "display_name": person.name, "joined_at": at},
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record(site=site, at=at, actor=None, action="portal.account", subject=("people.user", user.pk))
    held = Membership.objects.filter(user=user)
    if user.is_superuser or held.valid(at).exclude(role__in=(Roles.RESIDENT, Roles.CLIENT)).exists():
        raise StaffAccount
    found = residence_of(user, site, at)
    role = held.filter(site=site, role=Roles.RESIDENT, valid_until=None).first()
    if found is not None and found.homes and role is None:
        add_membership(user=user, site=site, role=Roles.RESIDENT, at=at, actor=None, valid_from=at)
    elif role is not None and (found is None or not found.homes):
        end_membership(membership=role, site=site, at=at, actor=None, reason="moved out")
    return user


@transaction.atomic
def begin_device(*, site: Site, user: User, agent: str, at: datetime) -> str:
    """Remember a browser as logged in; the token that its session carries."""
    token = secrets.token_urlsafe(24)
    device = Device.objects.create(
        site=site, user=user, token_digest=secret_digest("device", token), agent=agent_words(agent),
        agent_digest=secret_digest("agent", agent), began_at=at, seen_at=at,
    )  # fmt: skip
    record(
        site=site,
        at=at,
        actor=user,
        action="portal.log_in",
        subject=("people.user", user.pk),
        changes={"device": device.pk},
    )
    return token


def device_of(*, site: Site, user: User, token: str, agent: str, at: datetime) -> Device | None:
    """The device behind a session's token; None when it was signed out, is another browser now, or was idle for a month."""
    rows = Device.objects.filter(site=site, user=user, token_digest=secret_digest("device", token), ended_at=None)
    found = rows.filter(agent_digest=secret_digest("agent", agent), seen_at__gt=at - KEPT).first()
    if found is not None and at - found.seen_at > timedelta(hours=1):
        rows.update(seen_at=at)
    return found


@transaction.atomic
def end_device(*, site: Site, user: User, at: datetime, token: str = "", device_id: int | None = None) -> int:
    """Sign out this browser (by token) or another one of the same person (by id); how many were signed in."""
    rows = Device.objects.filter(site=site, user=user, ended_at=None)
    wanted = rows.filter(token_digest=secret_digest("device", token)) if token else rows.filter(pk=device_id or 0)
    count = wanted.update(ended_at=at)
    if count:
        record(site=site, at=at, actor=user, action="portal.log_out", subject=("people.user", user.pk))
    return count


def agent_words(agent: str) -> str:
    """What a browser calls itself, in one or two words that its owner recognises."""
    systems = ("HarmonyOS", "iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
    browsers = ("MicroMessenger", "DingTalk", "Edg", "Firefox", "Chrome", "Safari")
    found = [next((word for word in words if word in agent), "") for words in (systems, browsers)]
    return " ".join(word for word in found if word)[:AGENT] or "?"
