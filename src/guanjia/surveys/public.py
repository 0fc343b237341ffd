"""The door of surveys."""

from guanjia.surveys.actions.answering import AnswerRefused, enter_paper, take_answer
from guanjia.surveys.actions.sending import SURVEY, send_survey
from guanjia.surveys.models import Answer, Survey
from guanjia.surveys.queries import Result, results_of, survey_of
from guanjia.surveys.rules.questions import CODES, QUESTIONS

__all__ = [
    "CODES",
    "QUESTIONS",
    "SURVEY",
    "Answer",
    "AnswerRefused",
    "Result",
    "Survey",
    "enter_paper",
    "results_of",
    "send_survey",
    "survey_of",
    "take_answer",
]
