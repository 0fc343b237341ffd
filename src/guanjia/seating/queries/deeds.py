"""What the history of a plan says; a move of the plan is told by its state."""

from guanjia.kernel.words import gettext_noop as N_

WORDS = {
    "plan.make": N_("Plan made"),
    "plan.choose": N_("Seat chosen by hand"),
    "plan.let_go": N_("Choice by hand given up"),
    "plan.options": N_("Placed anew with other options"),
    "plan.confirm": N_("Confirmed by the organiser"),
    "plan.drop": N_("Plan dropped"),
    "plan.back": N_("Plan taken up again"),
    "plan.reseat": N_("Seats followed a change of guests"),
    "plan.cards_moved": N_("Cards moved"),
    "plan.compute": N_("Floor plan asked for"),
    "plan.computed": N_("Floor plan computed"),
    "plan.stop": N_("Search stopped"),
}

EVENT_WORDS = {
    "order.take": N_("Signed order taken"),
    "wish.add": N_("Wish about a seat noted"),
    "wish.drop": N_("Wish about a seat taken back"),
}
"""What an event's history says of its order and wishes."""
