"""The words of what is done in care."""

from guanjia.kernel.words import gettext_noop as N_

CALL_WORDS = {
    "plan": N_("Call-back planned"), "call": N_("Rang them"), "reach": N_("They answered"), "miss": N_("No answer"),
    "rate": N_("Rated by them"), "give_task": N_("Task given"), "close": N_("Closed"),
}  # fmt: skip
FILE_WORDS = {
    "open": N_("File opened"), "mark": N_("Mark set"), "unmark": N_("Mark taken"), "note": N_("Preference noted"),
    "drop_note": N_("Preference taken out"), "set_day": N_("Day noted"), "choose": N_("Their choice noted"),
    "visit": N_("Looked after"), "withdraw_consent": N_("Consent withdrawn, file emptied"),
}  # fmt: skip
