"""What the history of an event and of what hangs on it says; a move is told by its state and needs no words here."""

from guanjia.conference.rules.complaints import ComplaintState
from guanjia.conference.rules.faults import FaultState
from guanjia.conference.rules.states import BlockState, EventState
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

EVENT_WORDS = {
    "open": N_("Opened"),
    "add_session": N_("Sitting added"),
    "move_session": N_("Sitting moved"),
    "import_programme": N_("Programme imported"),
    "drop_import": N_("Import taken back"),
    "change_needs": N_("Needs changed"),
    "draw_scheme": N_("Scheme drawn"),
    "answer_scheme": N_("Scheme answered"),
    "write_budget": N_("Budget written"),
    "issue_sheet": N_("Function sheet issued"),
    "acknowledge": N_("Function sheet acknowledged"),
    "name_member": N_("Team member named"),
    "ask_support": N_("Support asked for"),
    "meet_support": N_("Support given"),
    "ask_to_give_way": N_("Asked to give way"),
    "give_way": N_("Gave way"),
    "agree_change": N_("Change agreed"),
    "note_exchange": N_("Exchange put on record"),
    "offer": N_("Scheme offered to the client"),
    "take_back_scheme": N_("Scheme taken back from the client"),
    "refuse_change": N_("Change not agreed"),
    "order_purchase": N_("Purchase ordered"),
    "buy": N_("Purchase bought"),
    "confirm_purchase": N_("Purchase confirmed by the client"),
    "write_spending": N_("Costs written down"),
    "cancel_session": N_("Sitting called off"),
    "reopen_session": N_("Sitting brought back"),
    "shift": N_("Meeting shifted"),
    "plan": N_("Planned"),
    "replan": N_("Planned anew"),
    "place": N_("Got its room"),
    "withdraw": N_("Withdrawn"),
    "make_link": N_("Link made for the client"),
    "answer_link": N_("Answered by the client"),
    "release_hold": N_("Held room let go"),
    "set_private": N_("Made private"),
    "send": N_("Sent"),
    "delegation.add": N_("Organisation invited"),
    "delegation.ask": N_("Organisation asked for names"),
    "delegation.answer": N_("Organisation answered"),
    "desk.open": N_("Check-in desk opened"),
    "desk.close": N_("Check-in desk closed"),
    "duty_paper.print": N_("Paper duty sheet printed"),
    "duty_paper.void": N_("Paper duty sheet voided"),
}
KINDS: dict[str, type[State]] = {
    "conference.event": EventState,
    "conference.block": BlockState,
    "conference.fault": FaultState,
    "conference.complaint": ComplaintState,
}
