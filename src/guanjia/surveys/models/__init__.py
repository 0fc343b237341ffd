"""Tables of surveys."""

from guanjia.surveys.models.plan import ImprovementPlan
from guanjia.surveys.models.study import Study, StudyAnswer, StudyInvitation, StudyMark, StudyQuestion
from guanjia.surveys.models.survey import Answer, Channel, Invitation, Mark, Questionnaire, Survey

__all__ = [
    "Answer",
    "Channel",
    "ImprovementPlan",
    "Invitation",
    "Mark",
    "Questionnaire",
    "Study",
    "StudyAnswer",
    "StudyInvitation",
    "StudyMark",
    "StudyQuestion",
    "Survey",
]
