"""How well a room suits a meeting, by the six criteria. VENU-001..008, VENU-018.

Capacity and fire compliance are conditions; access, facilities, sound and temperature are judged from 0 to 5.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.rules.capacity import DEFAULT_MARGIN_PERCENT, seats_needed

HIGHEST = 5
LEAST_EXITS = 2
UNJUDGED = 3
LARGE_PUBLIC = 50


@dataclass(frozen=True, slots=True)
class Venue:
    """What is known of a room; a score of None: nobody has judged it. `capacity` is for the style in question.

    `parking` is how many spaces there are, None where nobody has counted them.
    """

    capacity: int
    access: int | None = None
    facilities: int | None = None
    sound: int | None = None
    temperature: int | None = None
    fire_ok: bool = True
    exits: int = LEAST_EXITS
    outdoor: bool = False
    has_indoor_reserve: bool = False
    parking: int | None = None
    equipment: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the six: catalogue id, English label, 0..5, and an English msgid with its values that says why."""

    seed: str
    label: str
    score: float
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VenueScore:
    """`total` is 0..100. `refusals` (msgids) are conditions that fail: then the room is not offered."""

    total: int
    criteria: tuple[Criterion, ...]
    refusals: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def suits(self) -> bool:
        """Whether no condition fails."""
        return not self.refusals


def score_venue(
    venue: Venue,
    *,
    headcount: int,
    needs: Collection[str] = (),
    margin_percent: int = DEFAULT_MARGIN_PERCENT,
    cars: int = 0,
) -> VenueScore:
    """Judge the room for so many people who need that equipment and come in so many cars. A room far too large loses
    points, not the offer.
    """
    criteria = (
        _capacity(venue, headcount, margin_percent),
        _access(venue, cars),
        _facilities(venue, needs),
        _fire(venue, headcount),
        _judged("VENU-005", N_("Sound insulation"), venue.sound),
        _judged("VENU-006", N_("Temperature regulation"), venue.temperature),
    )
    total = round(sum(criterion.score for criterion in criteria) / (len(criteria) * HIGHEST) * 100)
    refusals = [criteria[0].reason] if not criteria[0].score else []
    refusals += [criteria[3].reason] if not criteria[3].score else []
    return VenueScore(total, criteria, tuple(refusals), _warnings(venue))


def _capacity(venue: Venue, headcount: int, margin_percent: int) -> Criterion:
    needed = seats_needed(headcount, margin_percent)
    values = {"capacity": venue.capacity, "needed": needed, "headcount": headcount, "margin": margin_percent}
    label = N_("Capacity")
    if venue.capacity < needed:
        reason = N_("%(capacity)s seats; %(headcount)s people and a margin of %(margin)s %% need %(needed)s.")
        return Criterion("VENU-001", label, 0, reason, values)
    if venue.capacity > 3 * needed:
        return Criterion("VENU-001", label, 2, N_("%(capacity)s seats: more than three times what is needed."), values)
    if venue.capacity > 2 * needed:
        return Criterion("VENU-001", label, 4, N_("%(capacity)s seats: more than twice what is needed."), values)
    enough = N_("%(capacity)s seats for %(headcount)s people with a margin.")
    return Criterion("VENU-001", label, HIGHEST, enough, values)


def _judged(seed: str, label: str, score: int | None) -> Criterion:
    if score is None:
        return Criterion(seed, label, UNJUDGED, N_("Nobody has judged this yet; counted as middling."))
    return Criterion(seed, label, score, N_("Judged %(score)s of 5."), {"score": score})


def _access(venue: Venue, cars: int) -> Criterion:
    """How one gets there; where cars come, the parking spaces count as much as the judged access."""
    label = N_("Access and parking")
    base = _judged("VENU-002", label, venue.access)
    if not cars or venue.parking is None:
        return base
    score = (base.score + HIGHEST * min(1, venue.parking / cars)) / 2
    reason = N_("Access %(access)s of 5; %(spaces)s parking spaces for %(cars)s cars.")
    return Criterion("VENU-002", label, score, reason, {"access": base.score, "spaces": venue.parking, "cars": cars})


def _facilities(venue: Venue, needs: Collection[str]) -> Criterion:
    label, missing = N_("Facilities"), sorted(set(needs) - venue.equipment)
    base = _judged("VENU-003", label, venue.facilities)
    if not needs or not missing:
        return base
    share = 1 - len(missing) / len(set(needs))
    reason = N_("%(missing)s of the %(needed)s kinds asked for are not in the room.")
    return Criterion(
        "VENU-003", label, base.score * share, reason, {"missing": len(missing), "needed": len(set(needs))}
    )


def _fire(venue: Venue, headcount: int) -> Criterion:
    label = N_("Fire safety and exits")
    if not venue.fire_ok:
        return Criterion("VENU-004", label, 0, N_("The room does not meet the fire rules."))
    least = LEAST_EXITS if headcount > LARGE_PUBLIC else 1
    if venue.exits < least and not venue.outdoor:
        return Criterion("VENU-004", label, 0, N_("Too few emergency exits: %(exits)s."), {"exits": venue.exits})
    return Criterion("VENU-004", label, HIGHEST, N_("Meets the fire rules; %(exits)s exits."), {"exits": venue.exits})


def _warnings(venue: Venue) -> tuple[str, ...]:
    if not venue.outdoor:
        return ()
    weather = N_("Outdoor: weigh season, weather and daylight, and have somebody watch the weather.")
    if venue.has_indoor_reserve:
        return (weather,)
    return (weather, N_("Outdoor without an indoor reserve: name one before confirming."))
