"""Praise or blame, learnt from remarks that people judged: several views of a text, and one that weighs them."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import rjieba

from guanjia.knowledge.rules.features import calm

STOPS = frozenset("，。！？；、,.!?;:：~… ")
DENIES = re.compile("不|没|无|别|未|非")
REACH, INNER, SEED = 4, 5, 1


def letters(text: str) -> list[str]:
    """One to four letters side by side, stops among them."""
    quiet = calm(text)
    return [quiet[at : at + size] for size in range(1, 5) for at in range(len(quiet) - size + 1)]


def denials(text: str) -> list[str]:
    """Words and pairs of words; up to four words after a denial carry its mark."""
    marked: list[str] = []
    left = 0
    for word in rjieba.cut(calm(text)):
        if not word.strip():
            continue
        left = 0 if word in STOPS else left
        marked.append(f"not:{word}" if left else word)
        left = REACH if DENIES.search(word) else max(0, left - 1)
    return marked + [f"{one} {other}" for one, other in pairwise(marked)]


VIEWS: dict[str, Callable[[str], list[str]]] = {"letters": letters, "denials": denials}
Learner = Callable[[dict[str, Any], Any, dict[str, Any]], Any]


class MoodModel:
    """Two kinds of learners over two views, weighed by what they did on texts they had not seen. Same input, same model."""

    def __init__(self, texts: Sequence[str], good: Sequence[bool]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second of import, paid once
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

        self._answers = np.array(good, bool)
        self._readers = {
            name: TfidfVectorizer(analyzer=view, min_df=2, sublinear_tf=True) for name, view in VIEWS.items()
        }
        self._seen = _with_both({name: reader.fit_transform(texts) for name, reader in self._readers.items()})
        unseen = np.zeros((len(texts), len(LEARNERS)))
        for taught, asked in StratifiedKFold(INNER, shuffle=True, random_state=SEED).split(unseen, self._answers):
            part, rest = _rows(self._seen, taught), _rows(self._seen, asked)
            for column, learner in enumerate(LEARNERS):
                unseen[asked, column] = learner(part, self._answers[taught], rest)
        self._spread = np.maximum(unseen.std(0), 1e-9)
        self._weigh = LogisticRegression(C=0.1).fit(unseen / self._spread, self._answers)

    def scores(self, texts: Sequence[str]) -> Any:
        """Above 0: praise; the further from 0, the surer."""
        asked = _with_both({name: reader.transform(texts) for name, reader in self._readers.items()})
        columns = [learner(self._seen, self._answers, asked) for learner in LEARNERS]
        return self._weigh.decision_function(np.column_stack(columns) / self._spread)


def _with_both(views: dict[str, Any]) -> dict[str, Any]:
    from scipy import sparse  # noqa: PLC0415 - paid once

    return views | {"both": sparse.hstack(list(views.values())).tocsr()}


def _rows(views: dict[str, Any], numbers: Any) -> dict[str, Any]:
    return {name: matrix[numbers] for name, matrix in views.items()}


def margin(view: str, strength: float) -> Learner:
    """The widest margin between praise and blame in a view."""

    def learn(taught: dict[str, Any], answers: Any, asked: dict[str, Any]) -> Any:
        from sklearn.svm import LinearSVC  # noqa: PLC0415 - paid once

        return LinearSVC(C=strength).fit(taught[view], answers).decision_function(asked[view])

    return learn


def ratios(view: str, strength: float) -> Learner:
    """Features weighed by how much oftener they stand in praise than in blame, then a line through them."""

    def learn(taught: dict[str, Any], answers: Any, asked: dict[str, Any]) -> Any:
        from scipy import sparse  # noqa: PLC0415 - paid once
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        there, here = (taught[view] > 0).astype(float), (asked[view] > 0).astype(float)
        praise, blame = (np.asarray(there[side].sum(0)).ravel() + 1.0 for side in (answers, ~answers))
        weigh = sparse.diags(np.log((praise / praise.sum()) / (blame / blame.sum())))
        return (
            LogisticRegression(C=strength, solver="liblinear")
            .fit(there @ weigh, answers)
            .decision_function(here @ weigh)
        )

    return learn


LEARNERS: tuple[Learner, ...] = (
    margin("both", 0.3),
    margin("letters", 0.5),
    margin("denials", 0.3),
    ratios("letters", 0.05),
    ratios("denials", 0.05),
)


UNSURE = 0.4
"""A remark whose odds lie nearer to even than this is neither praise nor blame."""


def label_of_score(score: float) -> str:
    """The label of a score of MoodModel.

    >>> label_of_score(0.4), label_of_score(0.39), label_of_score(-0.4)
    ('positive', 'neutral', 'negative')
    """
    return "positive" if score >= UNSURE else "negative" if score <= -UNSURE else "neutral"


def share_of_score(score: float) -> float:
    """The score between -1 and 1, as moods are told."""
    return round(float(np.tanh(score / 2)), 3)
