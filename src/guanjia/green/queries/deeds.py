"""What the history of a green sheet, a meal and a note says."""

from guanjia.kernel.words import gettext_noop as N_

SHEET_WORDS = {
    "sheet.weigh": N_("Waste weighed"),
    "sheet.tally": N_("Amount counted"),
    "sheet.strike": N_("Figure struck out"),
    "sheet.read_before": N_("Meter read before"),
    "sheet.read_after": N_("Meter read after"),
    "sheet.needs": N_("Needs of guests changed"),
    "sheet.needs_read": N_("Needs of guests printed"),
    "sheet.close": N_("Green sheet closed"),
    "sheet.reopen": N_("Green sheet opened again"),
}
MEAL_WORDS = {
    "meal.plan": N_("Meal planned"),
    "meal.order": N_("Portions ordered"),
    "meal.close": N_("Left-overs entered"),
    "meal.drop": N_("Meal dropped"),
}
NOTE_WORDS = {"note.read": N_("Kitchen has read the change")}
