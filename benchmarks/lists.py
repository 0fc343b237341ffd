"""List pages at one row and at a thousand: the same number of queries, and how long a page takes."""

import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.framework import Arms, Figure, at_most, figure, seconds

MANY = 1000
START = datetime(2026, 3, 5, 1, tzinfo=UTC)
PAGE_MS = 250
PAGES = {
    "events": "conference/?state=all",
    "guests": "conference/e/{ref}/guests/",
    "duties": "duties/?show=all",
    "rooms": "places/rooms/",
    "work orders": "orders/?show=all",
    "staff": "people/",
}


def run(arms: Arms) -> Iterator[Figure]:
    """Count and time each page, fill up to a thousand, count and time again."""
    house = House()
    few = {name: house.measure(path) for name, path in PAGES.items()}
    house.fill(MANY - 1)
    for name, path in PAGES.items():
        queries, took = house.measure(path)
        told = f"{queries} queries at {MANY} rows, {few[name][0]} at one"
        yield figure(
            arms.named(f"{name}: queries beyond those at one row"), queries - few[name][0], "queries", at_most(0), told
        )
        told = f"a page of {MANY} rows, {few[name][1]:.0f} ms at one row, median of 7"
        yield figure(arms.named(f"{name}: a page"), took, "ms", at_most(PAGE_MS), told)


class House:
    """A site with one of everything, its manager logged in."""

    def __init__(self) -> None:
        from django.conf import settings  # noqa: PLC0415 - needs settings
        from django.test import Client  # noqa: PLC0415 - needs settings
        from tests.factories.conference import make_event, make_sitting  # noqa: PLC0415 - needs settings
        from tests.factories.people import make_member, make_organisation  # noqa: PLC0415 - needs settings
        from tests.factories.places import make_room  # noqa: PLC0415 - needs settings
        from tests.factories.sites import make_site  # noqa: PLC0415 - needs settings

        from guanjia.people.public import Roles  # noqa: PLC0415 - needs settings

        settings.ALLOWED_HOSTS = ["*"]
        self.site = make_site("bench", held_at=START - timedelta(days=1))
        self.manager = make_member(self.site, Roles.SITE_MANAGER, username="mei")
        self.room = make_room(self.site, "001")
        self.organisation = make_organisation(self.site)
        self.event = make_event(self.site, organisation=self.organisation)
        make_sitting(self.event, self.room)
        self._arrange()
        self.client = Client()
        self.client.force_login(self.manager)
        self._orders_and_guests(range(1))
        self._one_duty()

    def _arrange(self) -> None:
        from guanjia.conference.actions.arrange import arrange_blocks  # noqa: PLC0415 - needs settings
        from guanjia.duties.public import plan_dirty  # noqa: PLC0415 - needs settings

        at = START - timedelta(days=2)
        arrange_blocks(event=self.event, actor=self.manager, at=at)
        plan_dirty(now=at)

    def _one_duty(self) -> None:
        from guanjia.duties.public import Duty  # noqa: PLC0415 - needs settings

        self.duty = Duty.objects.filter(subject_kind="conference.block").order_by("pk")[0]
        Duty.objects.exclude(pk=self.duty.pk).delete()

    def _orders_and_guests(self, numbers: range) -> None:
        from guanjia.conference.models import Delegation, Guest  # noqa: PLC0415 - needs settings
        from guanjia.servicedesk.public import WorkOrder  # noqa: PLC0415 - needs settings

        place = self.room.spaces.get()
        WorkOrder.objects.bulk_create(
            WorkOrder(
                site=self.site,
                number=f"BX-{n}",
                title=f"灯坏 {n}",
                place=place,
                assignee=self.manager,
                reporter=self.manager,
                opened_at=START,
            )
            for n in numbers
        )
        asked, _made = Delegation.objects.get_or_create(site=self.site, event=self.event, name="市财政局")
        Guest.objects.bulk_create(
            Guest(site=self.site, event=self.event, name=f"客人{n}", delegation=asked, rank_no=n) for n in numbers
        )

    def fill(self, count: int) -> None:
        """`count` more of everything."""
        from tests.factories.conference import make_event  # noqa: PLC0415 - needs settings
        from tests.factories.places import make_room  # noqa: PLC0415 - needs settings

        from guanjia.duties.public import Duty  # noqa: PLC0415 - needs settings
        from guanjia.people.public import Membership, Roles, User  # noqa: PLC0415 - needs settings

        self._orders_and_guests(range(1, count + 1))
        fields = {
            each.attname: getattr(self.duty, each.attname)
            for each in Duty._meta.concrete_fields
            if not each.primary_key
        }
        Duty.objects.bulk_create(Duty(**(fields | {"occurrence": f"more:{n}"})) for n in range(count))
        people = User.objects.bulk_create(
            User(username=f"staff{n}", display_name=f"员工{n}", password="!") for n in range(count)
        )
        Membership.objects.bulk_create(
            Membership(user=user, company=self.site.company, site=self.site, role=Roles.ATTENDANT) for user in people
        )
        for n in range(count):
            make_event(self.site, organisation=self.organisation, starts_at=START, title=f"会议 {n}")
            make_room(self.site, f"R{n:04}")

    def measure(self, path: str) -> tuple[int, float]:
        """(queries, median milliseconds) of the page, after one call that warms up."""
        from django.db import connection  # noqa: PLC0415 - needs settings
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - needs settings

        address = f"/s/{self.site.code}/{path.format(ref=self.event.ref)}"

        def ask() -> None:
            answer = self.client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"

        ask()
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked), middle_of(ask)


def middle_of(deed: Callable[[], Any]) -> float:
    """Median milliseconds of seven calls."""
    return statistics.median(seconds(deed) for _ in range(7)) * 1000
