"""What a site sets for itself: greeters by rank, the strength of its security, receivers in spare. The law's ceilings are law rows."""

from collections.abc import Mapping
from dataclasses import replace

from guanjia.foundation.sites.public import Setting, Site, declare, setting
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.rules.languages import SPARE_PERCENT
from guanjia.reception.rules.receptions import TREATMENT, Level, Treatment
from guanjia.reception.rules.security import PEOPLE_A_GUARD, PEOPLE_A_LANE, RAISED_FROM, Ring, Risk

LANE, RAISED, SPARE = "reception.people_a_lane", "reception.raised_from", "reception.spare_receivers"
GREETERS = {
    Level.PROVINCIAL: N_("Greeters for provincial or ministerial guests"),
    Level.BUREAU: N_("Greeters for bureau guests"),
    Level.COUNTY: N_("Greeters for county or division guests"),
    Level.SECTION: N_("Greeters for township or section guests"),
    Level.GUEST: N_("Greeters for guests without rank"),
}
GUARDS = {
    (Risk.ORDINARY, Ring.ENTRY): N_("Ordinary risk: people a guard at the entry check"),
    (Risk.ORDINARY, Ring.INSIDE): N_("Ordinary risk: people a guard inside the hall"),
    (Risk.RAISED, Ring.OUTER): N_("Raised risk: people a guard of the outer cordon"),
    (Risk.RAISED, Ring.ENTRY): N_("Raised risk: people a guard at the entry check"),
    (Risk.RAISED, Ring.INSIDE): N_("Raised risk: people a guard inside the hall"),
    (Risk.HIGH, Ring.OUTER): N_("High-level meeting: people a guard of the outer cordon"),
    (Risk.HIGH, Ring.ENTRY): N_("High-level meeting: people a guard at the entry check"),
    (Risk.HIGH, Ring.INSIDE): N_("High-level meeting: people a guard inside the hall"),
}


def _greeters_key(level: Level) -> str:
    return f"reception.greeters.{level.value}"


def _guards_key(risk: Risk, ring: Ring) -> str:
    return f"reception.people_a_guard.{risk.value}.{ring.value}"


def declare_settings() -> None:
    """All of them, from apps.ready()."""
    for level, label in GREETERS.items():
        declare(Setting(_greeters_key(level), "int", TREATMENT[level].greeters, label, 1, 10))
    for (risk, ring), label in GUARDS.items():
        declare(Setting(_guards_key(risk, ring), "int", PEOPLE_A_GUARD[risk][ring], label, 10, 1000))
    declare(Setting(LANE, "int", PEOPLE_A_LANE, N_("People an inspection lane"), 50, 2000))
    declare(Setting(RAISED, "int", RAISED_FROM, N_("Raised risk is proposed from so many people on"), 20, 5000))
    declare(Setting(SPARE, "int", SPARE_PERCENT, N_("Spare receivers, percent of listeners"), 0, 50))


def treatment_of(site: Site) -> dict[Level, Treatment]:
    """The table of treatment with the site's greeters; who hosts, lounge and lodging are the house's (VIPP-025)."""
    return {level: replace(row, greeters=setting(site, _greeters_key(level))) for level, row in TREATMENT.items()}


def people_a_guard(site: Site) -> Mapping[Risk, Mapping[Ring, int]]:
    """How many people one guard watches, by risk and ring."""
    return {
        risk: {ring: setting(site, _guards_key(risk, ring)) for ring in rings} for risk, rings in PEOPLE_A_GUARD.items()
    }
