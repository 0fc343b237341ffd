"""The promises that hold at a site, as the planner and the clock need them."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.foundation.sites.public import Site, work_calendar
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.public import Standard, effective
from guanjia.standards.public import standards_by_id as read_versions


@dataclass(frozen=True, slots=True)
class Effective:
    """A standard that holds at a site and the id of its version."""

    standard: Standard
    version: int


def effective_for(site: Site, kind: str) -> list[Effective]:
    """The standards about subjects of this kind, by code; switched-off ones too (`off` says why)."""
    found = effective(site)
    return [Effective(*found[code]) for code in sorted(found) if found[code][0].subject_kind == kind]


def standards_by_id(versions: Iterable[int]) -> dict[int, Standard]:
    """Versions as they once were, by id. One query."""
    wanted = set(versions)
    return read_versions(wanted) if wanted else {}


def standard_of(version: int) -> Standard:
    """One version as it once was. Raises KeyError for an unknown id."""
    return read_versions({version})[version]


def calendar_of(site: Site) -> WorkCalendar:
    """The site's working calendar."""
    return work_calendar(site)


def titles_of(site: Site, language: str) -> dict[str, str]:
    """What the standards of the site are called, by code."""
    return {code: standard.title.say(language) for code, (standard, _version) in effective(site).items()}
