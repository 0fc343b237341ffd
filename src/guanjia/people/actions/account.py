"""Making and changing accounts."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.people.models import Membership, User
from guanjia.people.permissions.holding import roles_of
from guanjia.people.rules.accounts import may_change_account

PASSWORD_BYTES = 9
SUBJECT = "people.user"


class AccountTaken(Exception):
    """Another account has this user name, e-mail or phone already; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class AccountRefused(Exception):
    """The actor may not change this account."""


@dataclass(frozen=True, slots=True)
class AccountData:
    """What an account is called and reached by. `phone` is E.164 or ""."""

    username: str
    display_name: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"


@transaction.atomic
def add_account(*, site: Site, data: AccountData, at: datetime, actor: User | None) -> tuple[User, str]:
    """A new account without any role, and its first password, which is shown once and stored only as a hash.

    Raises AccountTaken.
    """
    check_free(data, None)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = User.objects.create_user(
        data.username.lower(),
        password,
        display_name=data.display_name,
        phone=data.phone or None,
        email=data.email.lower() or None,
        language=data.language,
        joined_at=at,
    )
    record(site=site, at=at, actor=actor, action="people.add_account", subject=(SUBJECT, user.pk), to_state="active")
    return user, password


@transaction.atomic
def change_account(*, user: User, site: Site, data: AccountData, at: datetime, actor: User) -> User:
    """Change names, phone, e-mail, language; raises AccountTaken, AccountRefused."""
    check_may_change(actor, user, site, at)
    check_free(data, user)
    new = {
        "username": data.username.lower(),
        "display_name": data.display_name,
        "phone": data.phone or None,
        "email": data.email.lower() or None,
        "language": data.language,
    }
    changed = sorted(field for field, value in new.items() if getattr(user, field) != value)
    for field in changed:
        setattr(user, field, new[field])
    if changed:
        user.save(update_fields=changed)
        changes = {"fields": changed}
        record(
            site=site, at=at, actor=actor, action="people.change_account", subject=(SUBJECT, user.pk), changes=changes
        )
    return user


@transaction.atomic
def reset_password(*, user: User, site: Site, at: datetime, actor: User) -> str:
    """Give the account a new first password and return it; raises AccountRefused. Open sessions of the user end."""
    check_may_change(actor, user, site, at)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(site=site, at=at, actor=actor, action="people.reset_password", subject=(SUBJECT, user.pk))
    return password


def check_free(data: AccountData, own: User | None) -> None:
    """Pass if no other account has the user name, e-mail or phone, else raise AccountTaken."""
    others = User.objects.exclude(pk=own.pk) if own else User.objects.all()
    for field, value in (("username", data.username), ("email", data.email), ("phone", data.phone)):
        if value and others.filter(**{f"{field}__iexact": value}).exists():
            raise AccountTaken(field)


def check_may_change(actor: User, user: User, site: Site, at: datetime) -> None:
    """Pass if the actor may change this account's log-in data, else raise AccountRefused."""
    held = Membership.objects.valid(at).filter(user=user)
    elsewhere = held.exclude(site=site, company_id=site.company_id).exists() or user.is_superuser
    here = roles_of(user, site, at=at)
    if not may_change_account(roles_of(actor, site, at=at), here, target_elsewhere=elsewhere):
        raise AccountRefused
