"""What a door controller does by itself, and what is believed of what it says. No network, no database."""

from typing import Any

import pytest

from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.controller import HOUR, Controller, decide

SECRET = b"secret"


class Bench:
    """A controller on the bench: its clock is set, what it says is kept."""

    def __init__(self) -> None:
        self.now, self.online, self.said, self.spoken = 1000.0, True, [], 0
        self.door = Controller("yard", "gate", SECRET, lambda: self.now, self.say)

    def say(self, subject: str, body: dict[str, Any]) -> bool:
        if self.online:
            self.said.append((subject, dict(body)))
        return self.online

    def tell(self, subject: str, secret: bytes = SECRET, door: str = "gate", **body: Any) -> bool:
        self.spoken += 1
        raw = protocol.seal(secret, protocol.topic("yard", door, subject), {"spoken": self.spoken} | body)
        return self.door.hear(subject, raw)

    def grant(self, *keys: str, version: int = 1, since: int = 0, until: int | None = None) -> bool:
        grants = [{"key": key, "from": since, "until": until} for key in keys]
        return self.tell(protocol.GRANTS, version=version, offline_hours=24, grants=grants)


@pytest.mark.parametrize(
    ("at", "allowed", "reason"),
    [(99, False, "early"), (100, True, ""), (199, True, ""), (200, False, "expired"), (201, False, "expired")],
)
def test_a_grant_holds_from_its_first_second_to_before_its_last(at: int, allowed: bool, reason: str) -> None:
    assert decide({"key": "k", "from": 100, "until": 200}, at, at, 24) == (allowed, reason)


@pytest.mark.parametrize(("after", "reason"), [(24 * HOUR, ""), (24 * HOUR + 1, "stale")])
def test_grants_expire_without_a_word_from_the_house(after: int, reason: str) -> None:
    assert decide({"key": "k", "from": 0, "until": None}, 1000 + after, 1000, 24)[1] == reason


def test_an_unknown_card_is_refused() -> None:
    assert decide(None, 0, 0, 24) == (False, "unknown")


def test_it_decides_and_buffers_without_network_and_tells_in_order() -> None:
    bench = Bench()
    bench.grant("a")
    bench.online = False
    assert [bench.door.show("a")[0], bench.door.show("b")[0], bench.door.show("a")[0]] == [True, False, True]
    bench.online, bench.said = True, []
    bench.door.greet()
    assert [body["number"] for subject, body in bench.said if subject == "event"] == [1, 2, 3]
    bench.tell(protocol.CONTACT, heard=2)
    assert [event["number"] for event in bench.door.unsaid] == [3]


def test_a_word_is_heard_once_and_from_the_house_alone() -> None:
    bench = Bench()
    assert not bench.tell(protocol.GRANTS, secret=b"other", version=9, offline_hours=1, grants=[])
    assert not bench.tell(protocol.GRANTS, door="attic", version=9, offline_hours=1, grants=[])
    assert bench.grant("a", version=2)
    bench.spoken = 0
    assert not bench.grant("b", version=3), "a word that was said before"
    assert set(bench.door.grants) == {"a"}


def test_an_older_list_does_not_replace_a_newer_one() -> None:
    bench = Bench()
    bench.grant("a", version=5)
    bench.grant("b", version=4)
    assert set(bench.door.grants) == {"a"} and bench.door.version == 5
    assert bench.said[-1][1]["version"] == 5


def test_a_command_is_done_once_and_in_time() -> None:
    bench = Bench()
    bench.tell(protocol.COMMAND, ref="1", action="open", until=1010)
    bench.tell(protocol.COMMAND, ref="1", action="open", until=1010)
    assert bench.door.opened == 1
    bench.now = 1011
    bench.tell(protocol.COMMAND, ref="2", action="open", until=1010)
    assert bench.door.opened == 1 and bench.said[-1][1] == {"ref": "2", "clock": 1011, "refused": "too late"}


def test_equal_lists_have_equal_digests() -> None:
    one, other = {"key": "a", "from": 1, "until": None}, {"key": "b", "from": 1, "until": 2}
    assert protocol.digest_of([one, other]) == protocol.digest_of([other, one]) != protocol.digest_of([one])


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"body": "{}", "sign": "00"}', "门".encode(), b"\xff"])
def test_what_is_no_word_is_refused(raw: bytes) -> None:
    with pytest.raises(protocol.BadWord):
        protocol.unseal(SECRET, "guanjia/yard/gate/ack", raw)
