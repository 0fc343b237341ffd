"""Who may open a device: said by the modules above through a registry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guanjia.telemetry.models import Device


@dataclass(frozen=True, slots=True)
class Grant:
    """What opens a door: the digest of a card's number, from when until when (None: no end)."""

    key: str
    since: datetime
    until: datetime | None = None


Grants = Callable[[Device], Iterable[Grant]]
_sources: dict[str, Grants] = {}


def register_grants(code: str, source: Grants) -> None:
    """Have `source(device)` say who may open the device. The same code a second time replaces the first; from apps.ready()."""
    _sources[code] = source


def wanted_grants(device: Device) -> list[dict[str, Any]]:
    """The list that the device should keep, as it travels: one line a key, the widest where two sources name it."""
    lines: dict[str, dict[str, Any]] = {}
    for code in sorted(_sources):
        for grant in _sources[code](device):
            line = {"key": grant.key, "from": int(grant.since.timestamp()), "until": _seconds(grant.until)}
            known = lines.get(grant.key)
            lines[grant.key] = line if known is None else _wider(known, line)
    return [lines[key] for key in sorted(lines)]


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _wider(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    until = None if one["until"] is None or other["until"] is None else max(one["until"], other["until"])
    return {"key": one["key"], "from": min(one["from"], other["from"]), "until": until}
