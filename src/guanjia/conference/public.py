"""The door of conference."""

from guanjia.conference.actions.admission import GUEST, code_of, guest_of_code
from guanjia.conference.actions.delegations import (
    answer_for_delegation,
    delegation_by_token,
    refuse_late,
)
from guanjia.conference.actions.erasing import forget_wishes
from guanjia.conference.actions.filing import file_under
from guanjia.conference.actions.guest_answers import answer_invitation, name_substitute, refuse_over, tell_wishes
from guanjia.conference.actions.guest_changes import Change, change_guests
from guanjia.conference.actions.guest_links import guest_of_token
from guanjia.conference.actions.guests import Draft, add_guests, move_guest, send_substitute
from guanjia.conference.actions.holding import register_gate
from guanjia.conference.actions.intake import Wish, note_exchange, receive_wish
from guanjia.conference.actions.intake_answers import answer_link, link_by_token
from guanjia.conference.actions.intake_links import refuse_spent
from guanjia.conference.actions.invitations import calendar_entry
from guanjia.conference.actions.needs_changes import CHANGEABLE, change_needs
from guanjia.conference.actions.papers import print_papers
from guanjia.conference.actions.planned import give_room, plan_event
from guanjia.conference.actions.service import extend_block, note
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.actions.styling import set_block_style
from guanjia.conference.actions.tea_breaks import set_breaks
from guanjia.conference.forms.delegation import NEW_LINES, reply_of
from guanjia.conference.forms.guest import GuestAnswerForm
from guanjia.conference.forms.intake import AnswerForm, WishForm
from guanjia.conference.models import Block, ClientLink, Delegation, Event, Guest, NoteKind, Scheme, TeamMember
from guanjia.conference.permissions import can_plan, can_run, can_see_conferences
from guanjia.conference.queries.client_events import events_of_client
from guanjia.conference.queries.client_questions import Question, question_of
from guanjia.conference.queries.company import register_company, taken_elsewhere
from guanjia.conference.queries.dossier_sections import register_dossier_section
from guanjia.conference.queries.invitations import language_of, letter_head, programme_of
from guanjia.conference.queries.open_ends import OpenEnd, register_open_end
from guanjia.conference.queries.outside import (
    DrawnHall,
    DrawnSeat,
    Printing,
    drawn_halls_of,
    place_needs_of,
    printings_of,
    register_drawn_halls,
    register_place_needs,
    register_printings,
)
from guanjia.conference.queries.regime import clauses_at
from guanjia.conference.queries.spending import billed_fen
from guanjia.conference.queries.waiting import Waiting, blocks_ahead, waiting_events
from guanjia.conference.rehearsal.cases import staging as case_staging
from guanjia.conference.rules.breaks import MOST as MOST_BREAKS
from guanjia.conference.rules.breaks import SHORTEST as SHORTEST_BREAK
from guanjia.conference.rules.greeting import polite_name
from guanjia.conference.rules.guests import GuestRole, GuestState
from guanjia.conference.rules.needs import PROFILES, Channel, MeetingKind, Segment, Service
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.regime import forbidden
from guanjia.conference.rules.states import (
    NOT_BEGUN,
    NOT_HELD,
    OPEN_EVENT,
    OVER,
    BlockState,
    EventState,
    Regime,
    Secrecy,
)

__all__ = [
    "CHANGEABLE",
    "GUEST",
    "MOST_BREAKS",
    "NEW_LINES",
    "NOT_BEGUN",
    "NOT_HELD",
    "OPEN_EVENT",
    "OVER",
    "PROFILES",
    "SHORTEST_BREAK",
    "AnswerForm",
    "Block",
    "BlockState",
    "Change",
    "Channel",
    "ClientLink",
    "Delegation",
    "Draft",
    "DrawnHall",
    "DrawnSeat",
    "Event",
    "EventState",
    "Guest",
    "GuestAnswerForm",
    "GuestRole",
    "GuestState",
    "MeetingKind",
    "NoteKind",
    "OpenEnd",
    "Printing",
    "Question",
    "Refused",
    "Regime",
    "Scheme",
    "Secrecy",
    "Segment",
    "Service",
    "Stale",
    "TeamMember",
    "Waiting",
    "Wish",
    "WishForm",
    "add_guests",
    "answer_for_delegation",
    "answer_invitation",
    "answer_link",
    "billed_fen",
    "blocks_ahead",
    "calendar_entry",
    "can_plan",
    "can_run",
    "can_see_conferences",
    "case_staging",
    "change_guests",
    "change_needs",
    "clauses_at",
    "code_of",
    "delegation_by_token",
    "drawn_halls_of",
    "events_of_client",
    "extend_block",
    "file_under",
    "forbidden",
    "forget_wishes",
    "give_room",
    "guest_of_code",
    "guest_of_token",
    "language_of",
    "letter_head",
    "link_by_token",
    "move_guest",
    "name_substitute",
    "note",
    "note_exchange",
    "place_needs_of",
    "plan_event",
    "polite_name",
    "print_papers",
    "printings_of",
    "programme_of",
    "question_of",
    "receive_wish",
    "refuse_late",
    "refuse_over",
    "refuse_spent",
    "register_company",
    "register_dossier_section",
    "register_drawn_halls",
    "register_gate",
    "register_open_end",
    "register_place_needs",
    "register_printings",
    "reply_of",
    "send_substitute",
    "set_block_style",
    "set_breaks",
    "shift_block",
    "taken_elsewhere",
    "tell_wishes",
    "waiting_events",
]
