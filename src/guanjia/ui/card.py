"""The caller card: what each module knows of a household, and what the counter can do for it. Filled from `apps.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from guanjia.ui.menu import Permission


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom the card is about: persons and units by id, the best guess first. Either may be empty."""

    person_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One line of a panel. `mark` is a kernel State, a ui.parts.Mark or None; `note` stands smaller behind it."""

    text: str
    url: str = ""
    mark: Any = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a module shows of a household: `rows(site, whom, user, at)`, in at most two queries; no rows, no panel.

    `permission(user, site)` None shows it to everybody who may open the card; `order` small stands first. `marks`: its
    rows are marks that stand beside the name (VIP, needs help on the way), shown before any other panel is asked for.
    """

    code: str
    label: Any
    rows: Callable[[Any, Whom, Any, Any], Sequence[PanelRow]]
    order: int = 100
    permission: Permission | None = None
    marks: bool = False


@dataclass(frozen=True, slots=True)
class DeskAct:
    """Something the counter does for somebody, at most three steps from the card.

    `url(site, whom)` opens its form, already knowing whom; `key` is the key on the keyboard ("F2", "r"), "" for none;
    `first_row` puts it into the row that is always in sight.
    """

    code: str
    label: Any
    url: Callable[[Any, Whom], str]
    icon: str = "circle"
    key: str = ""
    order: int = 100
    first_row: bool = False
    permission: Permission | None = None


_panels: dict[str, Panel] = {}
_acts: dict[str, DeskAct] = {}


def register_panel(panel: Panel) -> None:
    """Put a panel on the card. The same code a second time replaces the first."""
    _panels[panel.code] = panel


def register_act(act: DeskAct) -> None:
    """Put an act on the desk. The same code a second time replaces the first."""
    _acts[act.code] = act


def panels(user: Any, site: Any) -> list[Panel]:
    """The panels that the reader may see, in order."""
    return _open_to(_panels.values(), user, site)


def acts(user: Any, site: Any) -> list[DeskAct]:
    """The acts that the reader may do, in order."""
    return _open_to(_acts.values(), user, site)


def _open_to(entries: Iterable[Any], user: Any, site: Any) -> list[Any]:
    seen = [each for each in entries if each.permission is None or each.permission(user, site)]
    return sorted(seen, key=lambda each: (each.order, each.code))
