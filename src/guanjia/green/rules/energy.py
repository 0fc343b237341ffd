"""Energy of a meeting from a meter that it may share (GREN-003)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from guanjia.kernel.words import gettext_noop as N_

MOST_KWH_HOUR_M2 = Decimal("0.5")
"""Half a kilowatt on each square metre, hour after hour, is more than a stage under full light."""
LEAST_MOST = Decimal(50)
BACKWARDS = N_("The reading after is below the reading before: a meter does not run backwards.")
TOO_MUCH = N_("That is more than %(most)s kWh for this area and time: look at the figures again.")


@dataclass(frozen=True, slots=True)
class Share:
    """What of a shared meter is the meeting's: its area times its hours over all areas times their hours."""

    own_m2: Decimal
    own_hours: Decimal
    all_m2_hours: Decimal

    @property
    def part(self) -> Decimal:
        """Between 0 and 1; 1 when nobody else used what the meter feeds."""
        own = self.own_m2 * self.own_hours
        return Decimal(1) if self.all_m2_hours <= own or not self.all_m2_hours else own / self.all_m2_hours


def used(before: Decimal, after: Decimal, factor: Decimal = Decimal(1)) -> Decimal:
    """Kilowatt hours between two readings; `factor` is the meter's (current transformer). Raises ValueError backwards."""
    if after < before:
        raise ValueError(BACKWARDS)
    return (after - before) * factor


def most_plausible(area_m2: Decimal, read_from: datetime, read_until: datetime) -> Decimal:
    """Above this many kilowatt hours a figure is asked again; at least LEAST_MOST."""
    hours = Decimal(max(0.0, (read_until - read_from).total_seconds())) / 3600
    return max(LEAST_MOST, (area_m2 * hours * MOST_KWH_HOUR_M2).quantize(Decimal(1)))
