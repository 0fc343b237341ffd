"""What the history of an agenda and of an item says; a move is told by its state."""

from guanjia.kernel.words import gettext_noop as N_

WORDS = {
    "agenda.make": N_("Agenda written"),
    "agenda.edit": N_("Agenda changed by hand"),
    "agenda.confirm": N_("Confirmed by the organiser"),
    "agenda.script": N_("Script changed"),
    "agenda.script_confirm": N_("Script confirmed by the organiser"),
    "agenda.replan": N_("Proposal accepted"),
    "agenda.reason": N_("Reason for a deviation noted"),
    "item.start": N_("Item began"),
    "item.finish": N_("Item over"),
    "item.take_back": N_("Tap taken back"),
    "item.drop": N_("Item left out"),
    "item.back": N_("Item taken in again"),
}
