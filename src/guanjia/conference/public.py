"""The door of conference."""

from guanjia.conference.actions.intake import Wish, receive_wish
from guanjia.conference.actions.intake_answers import answer_link, link_by_token
from guanjia.conference.actions.intake_links import refuse_spent
from guanjia.conference.forms.intake import AnswerForm, WishForm
from guanjia.conference.models import ClientLink
from guanjia.conference.queries.client_questions import Question, question_of
from guanjia.conference.queries.regime import clauses_at
from guanjia.conference.rules.needs import PROFILES, Channel, Segment
from guanjia.conference.rules.refusals import Refused

__all__ = [
    "PROFILES",
    "AnswerForm",
    "Channel",
    "ClientLink",
    "Question",
    "Refused",
    "Segment",
    "Wish",
    "WishForm",
    "answer_link",
    "clauses_at",
    "link_by_token",
    "question_of",
    "receive_wish",
    "refuse_spent",
]
