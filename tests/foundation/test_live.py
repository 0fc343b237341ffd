"""Live pages: versions, who may listen, and a real stream from a real server."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import active_count
from typing import Any

import httpx
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client

from guanjia.foundation.live import coalescing, hearing, topics
from guanjia.foundation.live.public import register_topic_rule, touch, touch_many, touch_soon, version, versions
from guanjia.kernel import clock
from tests.cast import Cast
from tests.foundation.beside import beside
from tests.harness.programs import free_port
from tests.harness.race import race


@pytest.mark.django_db
def test_touching_counts() -> None:
    assert version("site:1:board") == 0
    touch("site:1:board")
    touch("site:1:board")
    touch("site:2:board")
    assert versions(["site:1:board", "site:2:board", "site:3:board"]) == {
        "site:1:board": 2,
        "site:2:board": 1,
        "site:3:board": 0,
    }


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_touch_is_none() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        touch("a")
        raise RuntimeError
    assert version("a") == 0


@pytest.mark.django_db(transaction=True)
def test_touches_at_once_are_all_counted() -> None:
    race([lambda: touch("a")] * 10)
    assert version("a") == 10


@pytest.mark.django_db(transaction=True)
def test_touching_soon_merges_and_waits_for_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coalescing, "PAUSE_S", 0.2)
    with transaction.atomic():
        for _ in range(5):
            touch_soon("a")
        assert not coalescing._waiting
    touch_soon("a")
    time.sleep(0.8)
    assert version("a") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("topic", "who", "heard"),
    [
        ("site:{site}:board", "alice", True),
        ("site:{site}:board", "audrey", True),
        ("site:{site}:board", "charlie", False),
        ("site:{site}:board", None, False),
        ("site:{other}:board", "alice", False),
        ("site:{other}:board", "hugo", True),
        ("site:x:board", "alice", False),
        ("site:99999999999999999999:board", "alice", False),
        ("site:", "alice", False),
        ("user:{alice}:bell", "alice", True),
        ("user:{alice}:bell", "bob", False),
        ("user:{alice}:bell", None, False),
        ("user:None:bell", None, False),
        ("event:²:seats", "alice", False),
        ("block:²", "alice", False),
        ("cases:²", "alice", False),
        ("nonsense", "alice", False),
        ("", "alice", False),
        ("site:{site}:" + "x" * 200, "alice", False),
    ],
)
def test_who_may_hear_what(cast: Cast, topic: str, who: str | None, heard: bool) -> None:
    topic = topic.format(site=cast.site.pk, other=cast.other_site.pk, alice=cast.alice.pk)
    user: Any = cast.users[who] if who else AnonymousUser()
    assert (hearing.allowed(user, [topic]) == [topic]) is heard


def test_at_most_twenty_topics_and_each_once() -> None:
    register_topic_rule("open", lambda user, rest: True)
    assert hearing.allowed(None, ["open:1", "open:1"]) == ["open:1"]
    assert len(hearing.allowed(None, [f"open:{n}" for n in range(25)])) == 20


@contextmanager
def serving() -> Iterator[str]:
    port = free_port()
    command = ["granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    with beside(*command, "tests.foundation.live_server:application"):
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 30
        while True:
            try:
                httpx.get(f"{url}/nothing", timeout=5)
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline, "the server did not start"
                time.sleep(0.2)
        yield url


def next_topic(lines: Iterator[str]) -> dict[str, Any] | None:
    """The next topic event; None when the stream says that it ends."""
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            return json.loads(line.removeprefix("data: ")) if event == "topic" else None
    return None


def cookies(user: Any) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def test_a_stream_tells_versions_to_those_who_may_hear(cast_committed: Cast) -> None:
    cast = cast_committed
    topic, other = f"site:{cast.site.pk}:board", f"site:{cast.other_site.pk}:board"
    with serving() as url:
        assert httpx.get(f"{url}/live?topics={topic}", timeout=10).status_code == 403
        assert httpx.get(f"{url}/live", timeout=10).status_code == 403
        assert httpx.post(f"{url}/live?topics=open:1", timeout=10).status_code == 405
        assert httpx.get(f"{url}/live/poll?topics={topic}", timeout=10).status_code == 403
        jar = cookies(cast.alice)
        assert httpx.get(f"{url}/live/poll?topics={topic},{other}", cookies=jar, timeout=10).json() == {topic: 0}
        with httpx.stream("GET", f"{url}/live?topics={topic},{other}", cookies=jar, timeout=10) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.iter_lines()
            assert next_topic(lines) == {"topic": topic, "version": 0}
            touch(other)
            touch(topic)
            begun = time.monotonic()
            assert next_topic(lines) == {"topic": topic, "version": 1}
            assert time.monotonic() - begun < 2


def test_a_right_that_ends_ends_the_stream(transactional_db: None) -> None:
    with serving() as url, httpx.stream("GET", f"{url}/live?topics=door:hall", timeout=10) as stream:
        lines = stream.iter_lines()
        assert next_topic(lines) == {"topic": "door:hall", "version": 0}
        touch("allowed:hall")
        assert next_topic(lines) is None


def test_many_streams_share_one_reader_and_no_threads(transactional_db: None) -> None:
    with serving() as url, httpx.Client(timeout=10, limits=httpx.Limits(max_connections=60)) as client:
        before = active_count()
        streams = [client.stream("GET", f"{url}/live?topics=open:{n % 3}") for n in range(40)]
        lines = [stream.__enter__().iter_lines() for stream in streams]
        try:
            assert [next_topic(line)["version"] for line in lines] == [0] * 40  # type: ignore[index]
            touch("open:1")
            heard = [next_topic(line) for number, line in enumerate(lines) if number % 3 == 1]
            assert heard == [{"topic": "open:1", "version": 1}] * 13
            assert active_count() == before
        finally:
            for stream in streams:
                stream.__exit__(None, None, None)


@pytest.mark.django_db
def test_the_fallback_view_answers_the_same(cast: Cast, client: Client) -> None:
    topic = f"site:{cast.site.pk}:board"
    touch(topic)
    assert client.get("/live/poll", {"topics": topic}).status_code == 403
    client.force_login(cast.alice)
    assert client.get("/live/poll", {"topics": f"{topic},x:1"}).json() == {topic: 1}
    assert client.post("/live/poll", {"topics": topic}).status_code in {403, 405}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("drawn", "ago", "moved"),
    [("5", 6.9, True), ("5", 7.1, False), ("0.4", 2.3, True), ("0.4", 2.5, False), ("3600", 3601, True)],
)
def test_a_page_hears_what_moved_since_it_was_drawn(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, drawn: str, ago: float, moved: bool
) -> None:
    topic, now = f"site:{cast.site.pk}:board", clock.now()
    client.force_login(cast.alice)
    monkeypatch.setattr(topics.clock, "now", lambda: now - timedelta(seconds=ago))
    touch_many([topic, "x:1"])
    monkeypatch.setattr(topics.clock, "now", lambda: now)
    answer = client.get("/live/poll", {"topics": f"{topic},x:1", "drawn": drawn}).json()
    assert answer == {topic: 1, "moved": [topic] if moved else []}


@pytest.mark.django_db
@pytest.mark.parametrize("drawn", ["", "-1", "3601", "soon", "1e9", "9" * 400])
def test_a_page_that_does_not_say_when_it_was_drawn_hears_versions_only(cast: Cast, client: Client, drawn: str) -> None:
    client.force_login(cast.alice)
    assert client.get("/live/poll", {"topics": f"site:{cast.site.pk}:board", "drawn": drawn}).json() == {
        f"site:{cast.site.pk}:board": 0
    }
