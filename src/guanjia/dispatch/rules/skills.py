"""The skills that the kinds of requests ask for, with their English names."""

from guanjia.kernel.words import gettext_noop as N_

SKILLS: dict[str, str] = {
    "general": N_("Small jobs"),
    "plumbing": N_("Water and heating"),
    "electrical": N_("Electricity"),
    "weak_current": N_("Intercom and network"),
    "lift": N_("Lifts"),
    "hvac": N_("Air conditioning"),
    "carpentry": N_("Doors and locks"),
    "masonry": N_("Walls and ground"),
    "cleaning": N_("Cleaning"),
    "greening": N_("Green"),
    "guarding": N_("Guarding"),
    "safety": N_("Gas and fire"),
    "counter": N_("Counter"),
}
"""In the order in which pages show them."""
