"""What a light, a curtain, an air conditioner or a sensor does by itself: obeys, and says what state it is in.

The reference for firmware and the double of every test. It answers a command and then reports its state: only the report
counts as done. `stuck` fields do not move, whatever is said.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.line import taken


@dataclass
class Appliance:
    """A device with a state; `say(subject, body)` sends, and returns False while there is no network."""

    site: str
    code: str
    secret: bytes
    clock: Callable[[], float]
    say: Callable[[str, dict[str, Any]], bool] = lambda subject, body: False
    state: dict[str, Any] = field(default_factory=dict)
    stuck: frozenset[str] = frozenset()
    last_spoken: int = 0
    done: set[str] = field(default_factory=set)

    def hear(self, subject: str, raw: bytes) -> bool:
        """Take a message from the house; False for one that is forged, for another device, or was said before."""
        body = taken(self.secret, protocol.topic(self.site, self.code, subject), raw, self.last_spoken)
        if body is None:
            return False
        self.last_spoken = int(body["spoken"])
        if subject == protocol.COMMAND:
            self._obey(body)
        return True

    def greet(self) -> None:
        """Say hello after a start or a lost network, and what state it is in."""
        self.say(protocol.HELLO, {"version": 0, "clock": self.clock(), "digest": ""})
        self.report()

    def report(self) -> None:
        """Say the state."""
        self.say(protocol.STATE, {"clock": self.clock(), "state": dict(self.state)})

    def _obey(self, body: dict[str, Any]) -> None:
        ref, refused = str(body["ref"]), ""
        if self.clock() > float(body["until"]):
            refused = "too late"
        elif body["action"] == "set" and ref not in self.done:
            self.done.add(ref)
            self.state |= {name: value for name, value in body["args"].items() if name not in self.stuck}
        self.say(protocol.ANSWER, {"ref": ref, "clock": self.clock(), "refused": refused})
        self.report()
