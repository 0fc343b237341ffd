"""What surveys tell the modules above. Ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SurveySent:
    """A survey went out."""

    survey_id: int
    subject_kind: str
    subject_id: int
    late: bool


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """Somebody answered. `low` names the dimensions that ask for an improvement."""

    survey_id: int
    answer_id: int
    subject_kind: str
    subject_id: int
    low: tuple[str, ...]
