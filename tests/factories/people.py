"""Users, memberships, organisations."""

from itertools import count
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.people.public import Contact, Membership, Organisation, Roles, User

_next = count(1)


def make_user(username: str = "", password: str | None = None, **fields: Any) -> User:
    username = username or f"user{next(_next)}"
    return User.objects.create_user(
        username, password, display_name=fields.pop("display_name", username.title()), **fields
    )


def make_member(site: Site, *roles: Roles, username: str = "", **fields: Any) -> User:
    """A user with these roles at the site, from ever and without end."""
    user = make_user(username, **fields)
    Membership.objects.bulk_create(
        Membership(user=user, company_id=site.company_id, site=site, role=role) for role in roles
    )
    return user


def make_organisation(site: Site, name: str = "", **fields: Any) -> Organisation:
    organisation = Organisation.objects.create(
        company_id=site.company_id, name=name or f"Organisation {next(_next)}", **fields
    )
    organisation.sites.add(site)
    return organisation


def make_contact(organisation: Organisation, name: str = "", **fields: Any) -> Contact:
    return Contact.objects.create(organisation=organisation, name=name or f"Contact {next(_next)}", **fields)
