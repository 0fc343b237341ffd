"""The home page puts together what modules registered."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from guanjia.ui import desk as registry
from guanjia.ui.desk import Number, Queue, Task
from guanjia.workbench.queries.desk import desk, figures, is_due_today, is_overdue
from guanjia.workbench.queries.duties import register_duties
from guanjia.workbench.views.gallery import FRAMES
from tests.cast import Cast, cast

__all__ = ["cast"]

AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)  # 14:00 in Shanghai


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_queues", {})
    monkeypatch.setattr(registry, "_numbers", {})
    yield


def given_queue(code: str, *tasks: Task, **fields: Any) -> None:
    registry.register_queue(Queue(code, lambda user, site, at, limit: list(tasks)[:limit], **fields))


@pytest.mark.parametrize(
    ("seconds", "overdue"), [(-1, True), (0, False), (1, False)], ids=["a second past", "on the limit", "before"]
)
def test_overdue_begins_after_the_limit(seconds: int, overdue: bool) -> None:
    assert is_overdue(Task("t", "/", AT + timedelta(seconds=seconds)), AT) is overdue


@pytest.mark.parametrize(
    ("due", "today"),
    [
        (datetime(2026, 3, 4, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 4, 16, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 5, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 5, 16, 0, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_due_today_is_the_day_of_the_site(cast: Cast, due: datetime | None, today: bool) -> None:
    assert is_due_today(Task("t", "/", due), cast.site, AT) is today


def test_queue_merges_modules_by_limit_and_puts_tasks_without_limit_last(cast: Cast) -> None:
    given_queue("a", Task("late", "/1", AT - timedelta(hours=1)), Task("whenever", "/2"))
    given_queue("b", Task("soon", "/3", AT + timedelta(minutes=5)))
    mine = desk(cast.alice, cast.site, AT)
    assert [task.title for task in mine.tasks] == ["late", "soon", "whenever"]
    assert (mine.total, mine.overdue, mine.today) == (3, 1, 2)
    assert [task.title for task in desk(cast.alice, cast.site, AT, "overdue").tasks] == ["late"]


def test_queue_that_the_reader_may_not_see_is_not_asked(cast: Cast) -> None:
    given_queue("secret", Task("x", "/"), permission=lambda user, site: user == cast.mei)
    assert desk(cast.alice, cast.site, AT).tasks == []
    assert len(desk(cast.mei, cast.site, AT).tasks) == 1


def test_figures_are_the_first_four_that_say_something(cast: Cast) -> None:
    for order, value in enumerate([5, None, 0, 3, 7, 9]):
        registry.register_number(
            Number(f"n{order}", f"n{order}", lambda u, s, at, v=value: v, lambda s: "/", alarm=True, order=order)
        )
    assert [(f.label, f.value, f.alarm) for f in figures(cast.alice, cast.site, AT)] == [
        ("n0", 5, True),
        ("n2", 0, False),
        ("n3", 3, True),
        ("n4", 7, True),
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("bob", 200), ("audrey", 200), ("cleo", 403), ("charlie", 404)],
)
def test_home_is_for_staff_of_the_site(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get("/s/yard/").status_code == status


def test_home_shows_tasks_and_keeps_its_query_count(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.alice)
    given_queue("a", *[Task(f"task {n}", f"/{n}", AT, place="301") for n in range(40)])
    with django_assert_max_num_queries(12):
        page = client.get("/s/yard/").content.decode()
    assert page.count("data-until") == 40


@pytest.mark.parametrize(("who", "status"), [("mei", 200), ("hugo", 200), ("alice", 403), ("charlie", 404)])
def test_gallery_is_for_managers(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get("/s/yard/ui-gallery/").status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [*[(name, 200) for name in FRAMES[:6]], ("conflict", 409), ("refused", 422), ("nothing", 404)]
)
def test_gallery_shows_each_frame(cast: Cast, client: Client, name: str, status: int) -> None:
    client.force_login(cast.mei)
    assert client.get(f"/s/yard/ui-gallery/{name}/").status_code == status


def test_anonymous_is_asked_to_log_in(cast: Cast, client: Client) -> None:
    answer = client.get("/s/yard/")
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_numbers_of_the_day_are_the_rows_of_their_lists(cast: Cast, client: Client) -> None:
    register_duties()
    client.force_login(cast.mei)
    page = client.get("/s/yard/").content.decode()
    assert "?show=live&amp;from=" in page
    for link in re.findall(r'class="number[^"]*" href="([^"]+)"', page):
        assert client.get(link.replace("&amp;", "&")).status_code == 200
