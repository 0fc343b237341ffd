"""The roster of a week as the page shows it, with its gaps and what the law minds."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.people.public import User
from guanjia.posts.models import Post, Roster
from guanjia.posts.rules.cover import Gap, gaps
from guanjia.posts.rules.hours import weeks_without_rest
from guanjia.posts.rules.shifts import shift_span

WEEK = timedelta(days=7)


@dataclass
class PostRow:
    """A post with its entries, day by day, and where it is short of people."""

    post: Post
    days: list[list[Roster]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


@dataclass
class Week:
    """Seven days of the site, row by row."""

    monday: date
    days: list[date]
    rows: list[PostRow]
    without_rest: list[User]

    @property
    def gap_count(self) -> int:
        """How many gaps the week has."""
        return sum(len(row.gaps) for row in self.rows)


def week_span(site: Site, monday: date) -> tuple[datetime, datetime]:
    """From local midnight of the Monday to local midnight of the next one."""
    return to_utc(site, datetime.combine(monday, time.min)), to_utc(site, datetime.combine(monday + WEEK, time.min))


def week(site: Site, monday: date) -> Week:
    """The week from Monday `monday` of the site's calendar. Three queries, however many posts."""
    begins, ends = week_span(site, monday)
    days = [monday + timedelta(days=n) for n in range(7)]
    posts = list(Post.objects.filter(site=site, is_open=True))
    found = Roster.objects.filter(site=site, released_at=None, starts_at__lt=ends, ends_at__gt=begins)
    entries = list(found.select_related("user", "post", "shift").order_by("starts_at", "id"))
    by_post: dict[int, list[Roster]] = defaultdict(list)
    for entry in entries:
        by_post[entry.post_id].append(entry)
    rows = [_row(site, post, by_post[post.pk], days) for post in posts]
    return Week(monday, days, rows, _tired(site, entries, monday))


def _row(site: Site, post: Post, entries: list[Roster], days: list[date]) -> PostRow:
    cells: list[list[Roster]] = [[] for _ in days]
    for entry in entries:
        number = (local(site, entry.starts_at).date() - days[0]).days
        cells[max(0, number)].append(entry)
    found = gaps(needed_spans(site, post, days), [(e.starts_at, e.ends_at) for e in entries], post.least_people)
    return PostRow(post, cells, found)


def needed_spans(site: Site, post: Post, days: list[date]) -> list[tuple[datetime, datetime]]:
    """When a required post must be manned on those days; all day long where it has no times."""
    if not post.required:
        return []
    midnight = datetime.min.time()
    from_time, until_time = post.manned_from or midnight, post.manned_until or post.manned_from or midnight
    spans = [shift_span(day, from_time, until_time) for day in days]
    return [(to_utc(site, begins), to_utc(site, ends)) for begins, ends in spans]


def _tired(site: Site, entries: list[Roster], monday: date) -> list[User]:
    spans: dict[User, list[tuple[datetime, datetime]]] = defaultdict(list)
    for entry in entries:
        wall = (local(site, moment).replace(tzinfo=None) for moment in (entry.starts_at, entry.ends_at))
        spans[entry.user].append((next(wall), next(wall)))
    return [user for user, worked in spans.items() if monday in weeks_without_rest(worked)]
