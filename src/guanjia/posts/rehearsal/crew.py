"""The people who run a site in a rehearsal: posts, accounts, roles, and who stands where in which hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.people.public import Membership, Roles, User
from guanjia.posts.models import Post, Roster


@dataclass(frozen=True)
class Part:
    """A post with the role of those who stand on it and how many there are; `login` begins their user names."""

    code: str
    login: str
    zh: str
    en: str
    role: Roles
    heads: int = 1


@dataclass
class Crew:
    """Everybody by the code of their post, in a fixed order."""

    parts: Sequence[Part]
    by_post: dict[str, list[User]]

    def everybody(self) -> list[User]:
        """All of them, in the order of the parts."""
        return [user for part in self.parts for user in self.by_post[part.code]]


def engage(
    site: Site, parts: Sequence[Part], names: Sequence[str], *, prefix: str, password: str | None = None
) -> Crew:
    """Make posts, accounts (prefix, login, number from the second on) and roles for a site that has none.

    `names` is at least as long as there are heads. Without a password nobody can log in with them.
    """
    pattern = User(username="pattern")
    if password is None:
        pattern.set_unusable_password()
    else:
        pattern.set_password(password)
    crew, given = Crew(parts, {}), iter(names)
    for part in parts:
        Post.objects.create(site=site, code=part.code, name_zh=part.zh, name_en=part.en)
        users = User.objects.bulk_create(
            User(
                username=f"{prefix}{part.login}{number if number > 1 else ''}",
                display_name=next(given),
                password=pattern.password,
            )
            for number in range(1, part.heads + 1)
        )
        Membership.objects.bulk_create(
            Membership(user=user, company=site.company, site=site, role=part.role) for user in users
        )
        crew.by_post[part.code] = users
    return crew


def fill_roster(site: Site, crew: Crew, days: list[date], *, begin: time = time(6), end: time = time(23)) -> None:
    """Put everybody on their post from `begin` to `end` of each day on the site's wall clock."""
    posts = {post.code: post for post in Post.objects.filter(site=site)}
    Roster.objects.bulk_create(
        Roster(
            site=site,
            post=posts[part.code],
            user=user,
            starts_at=to_utc(site, datetime.combine(day, begin)),
            ends_at=to_utc(site, datetime.combine(day, end)),
        )
        for day in days
        for part in crew.parts
        for user in crew.by_post[part.code]
    )


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
