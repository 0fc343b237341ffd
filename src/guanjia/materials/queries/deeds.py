"""What the history of a list and of a paper says; a move is told by the state it led to."""

from guanjia.kernel.words import gettext_noop as N_

LIST_WORDS = {
    "list.open": N_("List begun"),
    "list.confirm": N_("List confirmed"),
    "list.change": N_("List changed"),
    "list.reconfirm": N_("List confirmed again"),
}
PAPER_WORDS = {
    "paper.list": N_("Put onto the list"),
    "paper.change": N_("Entry changed"),
    "paper.drop": N_("Struck off the list"),
    "paper.print": N_("Copies made"),
    "paper.print_more": N_("More copies made"),
    "paper.pack": N_("Packed"),
    "paper.give": N_("Given to the reader"),
    "paper.hand": N_("First copy handed out"),
    "paper.withdraw": N_("Version withdrawn"),
    "paper.recall": N_("Recall finished"),
    "paper.destroy": N_("Destroyed, with report"),
    "paper.file": N_("File put in"),
    "paper.clear": N_("Electronic copies deleted"),
    "readers.make": N_("Readers' copies made"),
    "readers.open": N_("Opened by a reader"),
    "copy.hand": N_("Numbered copy handed out"),
    "copy.back": N_("Numbered copy taken back"),
    "copy.missing": N_("Numbered copy missing"),
    "copy.lost": N_("Numbered copy on record as lost"),
    "copy.reassign": N_("Numbered copy became somebody else's"),
    "incident.approve": N_("Incident approved"),
}
EVENT_WORDS = {
    "papers.destroy": N_("Copies destroyed, to be signed by a witness"),
    "papers.destroyed": N_("Destruction report signed"),
}
"""What an event's history says of its papers."""
