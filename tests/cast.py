"""The people of every test. Always the same: Alice owns the row, Bob is her colleague, Charlie works at another site,
Audrey audits, Mei manages; Anonymous is nobody.
"""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from guanjia.foundation.sites.public import Company, Site
from guanjia.people.public import Membership, Roles, User

PASSWORD = "well-kept-secret-7"

AT_SITE_A = {
    "alice": Roles.COORDINATOR,
    "bob": Roles.ATTENDANT,
    "mei": Roles.SITE_MANAGER,
    "lin": Roles.TEAM_LEADER,
    "eva": Roles.ENVIRONMENT_SUPERVISOR,
    "hana": Roles.HOTLINE,
    "rita": Roles.RECEPTIONIST,
    "carl": Roles.CLEANER,
    "tom": Roles.TECHNICIAN,
    "gus": Roles.GUARD,
    "dora": Roles.DEPARTMENT,
    "ann": Roles.ARCHIVIST,
    "cleo": Roles.CLIENT,
}
AT_SITE_B = {"charlie": Roles.COORDINATOR, "mia": Roles.SITE_MANAGER}
EVERYWHERE = {"audrey": Roles.AUDITOR, "hugo": Roles.HEAD_OFFICE}


@dataclass
class Cast:
    """Two sites of one company and their people, by first name: `cast.alice`, `cast.site`, `cast.other_site`."""

    company: Company
    site: Site
    other_site: Site
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.users[name]
        except KeyError:
            raise AttributeError(name) from None


def make_cast(held_at: datetime | None = None) -> Cast:
    """Make everybody, in six queries; with `held_at` the clocks of both sites stand there. Log in by
    `client.force_login(cast.alice)` or with PASSWORD."""
    company = Company.objects.create(code="hzhy", name="Hangzhou Conference Services")
    site = Site.objects.create(company=company, code="yard", name="The Yard", zone="Asia/Shanghai", held_at=held_at)
    other = Site.objects.create(company=company, code="quay", name="The Quay", zone="Asia/Shanghai", held_at=held_at)
    pattern = User(username="pattern")
    pattern.set_password(PASSWORD)
    names = [*AT_SITE_A, *AT_SITE_B, *EVERYWHERE]
    User.objects.bulk_create(
        User(
            username=name,
            email=f"{name}@example.org",
            phone=f"+86138000{number:05}",
            display_name=name.title(),
            password=pattern.password,
        )
        for number, name in enumerate(names, 1)
    )
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    roles: list[tuple[str, Roles, Site | None]] = [(name, role, site) for name, role in AT_SITE_A.items()]
    roles += [(name, role, other) for name, role in AT_SITE_B.items()]
    roles += [(name, role, None) for name, role in EVERYWHERE.items()]
    Membership.objects.bulk_create(
        Membership(user=users[name], company=company, site=where, role=role) for name, role, where in roles
    )
    return Cast(company, site, other, users)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in a test that may use the database."""
    return make_cast()


@pytest.fixture
def cast_committed(transactional_db: None) -> Cast:
    """The cast, committed, for tests with threads."""
    return make_cast()


__all__ = ["PASSWORD", "Cast", "cast", "cast_committed", "make_cast"]
