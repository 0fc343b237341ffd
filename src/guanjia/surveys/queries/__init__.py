"""What surveys say; every number leads to its rows."""

from guanjia.surveys.queries.surveys import Result, answers_of, results_of, survey_list, survey_of

__all__ = ["Result", "answers_of", "results_of", "survey_list", "survey_of"]
