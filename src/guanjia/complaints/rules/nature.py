"""What a complaint is about, how it came, what the complainant wants (CMPL-015, 016, 018, 020, 028)."""

from datetime import date

from dateutil.relativedelta import relativedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Kind(State):
    """What it is about; some kinds have questions of their own in rules/guidance.yaml."""

    EQUIPMENT = "equipment", N_("Public equipment"), "blue"
    LEAK = "leak", N_("Water leak"), "azure"
    NEIGHBOUR = "neighbour", N_("Neighbours"), "purple"
    NOISE = "noise", N_("Noise and renovation"), "indigo"
    CLEANING = "cleaning", N_("Cleaning and greenery"), "green"
    SECURITY = "security", N_("Security and order"), "orange"
    PARKING = "parking", N_("Vehicles and parking"), "cyan"
    FEES = "fees", N_("Fees"), "yellow"
    ATTITUDE = "attitude", N_("Attitude of staff"), "pink"
    OTHER = "other", N_("Something else"), "secondary"


class Channel(State):
    """How it reached us."""

    COUNTER = "counter", N_("At the counter"), "blue"
    PHONE = "phone", N_("By telephone"), "teal"
    PORTAL = "portal", N_("From the portal"), "azure"
    GROUP = "group", N_("From a group chat"), "green"
    LETTER = "letter", N_("Letter or visit"), "indigo"
    OUTSIDE = "outside", N_("From outside"), "orange"
    OPINION = "opinion", N_("Public opinion"), "purple"
    DUTY = "duty", N_("Found at a duty"), "secondary"


class MindSet(State):
    """What moves the complainant most (CMPL-016)."""

    VENT = "vent", N_("To vent"), "orange"
    RESPECT = "respect", N_("To be respected"), "azure"
    COMPENSATION = "compensation", N_("To be compensated"), "yellow"


class Want(State):
    """The five wants (CMPL-028)."""

    SERIOUS = "serious", N_("To be taken seriously"), "azure"
    HEARD = "heard", N_("To be heard"), "azure"
    ACTION = "action", N_("That something is done"), "azure"
    COMPENSATED = "compensated", N_("Compensation"), "azure"
    RESPECTED = "respected", N_("Respect and courtesy"), "azure"


class Effect(State):
    """How much the matter weighs on the complainant: judged quickly before explaining (CMPL-029)."""

    SLIGHT = "slight", N_("An inconvenience"), "secondary"
    DAILY = "daily", N_("Daily life is disturbed"), "orange"
    GRAVE = "grave", N_("Safety or property is touched"), "red"


class Wave(State):
    """The three times in a project's life when complaints swell (CMPL-015)."""

    FIRST = "first", N_("First wave: within 6 months of moving in"), "orange"
    SECOND = "second", N_("Second wave: 6 months to 2 years"), "yellow"
    THIRD = "third", N_("Third wave: 8 years and more"), "purple"


FIRST_MONTHS = 6
SECOND_YEARS = 2
THIRD_YEARS = 8


def wave_of(handed_over: date | None, on: date) -> Wave | None:
    """The wave a complaint of the day `on` falls into; None between the waves, before the hand-over and without its date.

    The first wave includes the day six months after, the second the day two years after, the third begins on the day
    eight years after.
    """
    if handed_over is None or on < handed_over:
        return None
    if on <= handed_over + relativedelta(months=FIRST_MONTHS):
        return Wave.FIRST
    if on <= handed_over + relativedelta(years=SECOND_YEARS):
        return Wave.SECOND
    return Wave.THIRD if on >= handed_over + relativedelta(years=THIRD_YEARS) else None


AGAIN_DAYS = 90
"""A complaint of the same household within so many days is shown as one that comes again."""


def comes_again(earlier_on: date, on: date) -> bool:
    """Whether an earlier complaint counts as the same one coming again."""
    return 0 <= (on - earlier_on).days <= AGAIN_DAYS
