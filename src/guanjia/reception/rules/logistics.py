"""What is arranged for each guest (FIELD 20) and for a meeting with venues elsewhere."""

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Logistics(Word):
    """A line of a guest's sheet."""

    TICKET = "ticket", N_("Flight or train")
    CAR = "car", N_("Car and driver")
    GATE = "gate", N_("Plate at the gate, for the hour")
    LIFT = "lift", N_("Lift held")
    LOUNGE = "lounge", N_("Rest room")
    ROOM = "room", N_("Room for the night")
    MEAL = "meal", N_("Meal arranged")
    MEDICAL = "medical", N_("Medical standby")
    ENTRY = "entry", N_("Order of entry")
    GIFT = "gift", N_("Gift after the meeting")


VIDEO_MOMENTS = ("line_test", "second_test", "roll_call")
