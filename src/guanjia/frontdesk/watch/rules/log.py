"""The logbook: what a shift writes down (FPAT-008)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class LogKind(State):
    """What an entry tells."""

    EVENT = "event", N_("Something happened"), "blue"
    PATROL = "patrol", N_("Patrol"), "teal"
    VISIT = "visit", N_("Inspection or visit"), "indigo"
    INCIDENT = "incident", N_("Incident"), "red"
    WEATHER = "weather", N_("Bad weather"), "orange"
    CORRECTION = "correction", N_("Correction"), "secondary"


class PointKind(State):
    """What a patrol looks at there (FPAT-001): condition, safety, environment, order, staff at their posts."""

    DESK = "desk", N_("Ordinary point"), "blue"
    KEY = "key", N_("Key area"), "red"
    NIGHT = "night", N_("Night point"), "indigo"
