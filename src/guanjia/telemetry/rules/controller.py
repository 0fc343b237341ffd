"""What a door controller does by itself: keeps its grants, decides without network, buffers what happened.

It is the reference for firmware, the double of every test and the door of a rehearsal. Times are seconds since 1970 by the
controller's own clock, which may be wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.line import taken

HOUR = 3600


@dataclass
class Controller:
    """A controller of one door. `clock` is its own; `say(subject, body)` sends, and returns False while there is no network."""

    site: str
    code: str
    secret: bytes
    clock: Callable[[], float]
    say: Callable[[str, dict[str, Any]], bool] = lambda subject, body: False
    version: int = 0
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)
    offline_hours: int = 24
    last_contact: float = 0.0
    last_spoken: int = 0
    counter: int = 0
    unsaid: list[dict[str, Any]] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    opened: int = 0

    def hear(self, subject: str, raw: bytes) -> bool:
        """Take a message from the house; False for one that is forged, for another door, or was said before."""
        body = taken(self.secret, protocol.topic(self.site, self.code, subject), raw, self.last_spoken)
        if body is None:
            return False
        self.last_spoken, self.last_contact = int(body["spoken"]), self.clock()
        if subject == protocol.GRANTS:
            self._keep(body)
        elif subject == protocol.COMMAND:
            self._obey(body)
        elif subject == protocol.CONTACT:
            self.confirm(int(body["heard"]))
        return True

    def show(self, key: str) -> tuple[bool, str]:
        """A card is held to the reader: whether the door opens, and why not. Works without network."""
        allowed, reason = decide(self.grants.get(key), self.clock(), self.last_contact, self.offline_hours)
        if allowed:
            self.opened += 1
        self._note("opened" if allowed else "refused", key, reason)
        return allowed, reason

    def greet(self) -> None:
        """Say hello after a start or a lost network: what is kept, what time it is, what was not said yet."""
        self.say(protocol.HELLO, {"version": self.version, "clock": self.clock(), "digest": self.digest()})
        self.repeat()

    def repeat(self) -> None:
        """Say again every event that the house has not confirmed, in order."""
        for event in list(self.unsaid):
            if not self.say(protocol.EVENT, event):
                return

    def confirm(self, number: int) -> None:
        """The house has every event up to this number."""
        self.unsaid = [event for event in self.unsaid if event["number"] > number]

    def digest(self) -> str:
        """The digest of the list that it keeps."""
        return protocol.digest_of(list(self.grants.values()))

    def _keep(self, body: dict[str, Any]) -> None:
        if int(body["version"]) >= self.version:
            self.version, self.offline_hours = int(body["version"]), int(body["offline_hours"])
            self.grants = {grant["key"]: grant for grant in body["grants"]}
        self.say(protocol.ACK, {"version": self.version, "clock": self.clock(), "digest": self.digest()})

    def _obey(self, body: dict[str, Any]) -> None:
        ref, refused = str(body["ref"]), ""
        if ref not in self.done:
            self.done.add(ref)
            if body["action"] == "open" and self.clock() <= float(body["until"]):
                self.opened += 1
            elif body["action"] == "open":
                refused = "too late"
            elif body["action"] == "forget":
                self.version, self.grants = 0, {}
        self.say(protocol.ANSWER, {"ref": ref, "clock": self.clock(), "refused": refused})
        if body["action"] == "forget":
            self.greet()  # so that the house knows that nothing is kept, whatever crossed on the way

    def _note(self, kind: str, key: str, reason: str) -> None:
        self.counter += 1
        event = {"number": self.counter, "kind": kind, "key": key, "reason": reason, "clock": self.clock()}
        self.unsaid.append(event)
        self.say(protocol.EVENT, event)


def decide(grant: dict[str, Any] | None, at: float, last_contact: float, offline_hours: int) -> tuple[bool, str]:
    """Whether a grant opens at a moment of the controller's clock, and the word for why not.

    Without a word from the house for `offline_hours` no grant holds any more: what was revoked meanwhile must not open for ever.
    """
    if grant is None:
        return False, "unknown"
    if at - last_contact > offline_hours * HOUR:
        return False, "stale"
    if at < float(grant["from"]):
        return False, "early"
    if grant["until"] is not None and at >= float(grant["until"]):
        return False, "expired"
    return True, ""
