"""The door of surveys."""

from guanjia.surveys.actions.answering import AnswerRefused, enter_paper, take_answer
from guanjia.surveys.actions.building import StudyRefused, add_question, begin_study, close_study, open_study
from guanjia.surveys.actions.entering import way_in
from guanjia.surveys.actions.filling import fill_study
from guanjia.surveys.actions.sending import SURVEY, send_survey
from guanjia.surveys.forms import StudyForm
from guanjia.surveys.models import Answer, Study, Survey
from guanjia.surveys.queries import Result, results_of, survey_of
from guanjia.surveys.queries.reading import Reading, register_reading
from guanjia.surveys.queries.waiting import invitations_waiting, studies_waiting
from guanjia.surveys.rules.questions import CODES, QUESTIONS

__all__ = [
    "CODES",
    "QUESTIONS",
    "SURVEY",
    "Answer",
    "AnswerRefused",
    "Reading",
    "Result",
    "Study",
    "StudyForm",
    "StudyRefused",
    "Survey",
    "add_question",
    "begin_study",
    "close_study",
    "enter_paper",
    "fill_study",
    "invitations_waiting",
    "open_study",
    "register_reading",
    "results_of",
    "send_survey",
    "studies_waiting",
    "survey_of",
    "take_answer",
    "way_in",
]
