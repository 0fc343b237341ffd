"""Praise or blame, learnt from remarks that people judged: views of a text, learners over them, and what weighs the learners."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import rjieba

from guanjia.knowledge.rules.features import calm

STOPS = frozenset("，。！？；、,.!?;:：~… ")
DENIES = re.compile("不|没|无|别|未|非")
REACH, INNER, SEED = 4, 3, 1
LEAST_ROWS = 2
ELSEWHERE = 0.3
"""What a remark about something else counts for: people praise a meal and a room in part with the same words."""
DOUBTED = -0.6
"""A taught remark that the others contradict so clearly was probably judged by a slip, and is not learnt from."""


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


class Reader:
    """Reads texts into counts of features. It numbers what it meets and keeps what it has read; it learns nothing of praise."""

    def __init__(self, view: Callable[[str], list[str]]) -> None:
        self._view = view
        self._numbers: dict[str, int] = {}
        self._read: dict[str, tuple[list[int], list[int]]] = {}

    def counts(self, texts: Sequence[str]) -> Any:
        """A row for each text, a column for each feature met so far."""
        from scipy import sparse  # noqa: PLC0415 - a second of import, paid once

        rows = [self._row(text) for text in texts]
        columns = np.fromiter((each for row in rows for each in row[0]), np.int32)
        counts = np.fromiter((each for row in rows for each in row[1]), np.float64)
        ends = np.cumsum([0, *(len(row[0]) for row in rows)])
        return sparse.csr_matrix((counts, columns, ends), shape=(len(rows), len(self._numbers)))

    def _row(self, text: str) -> tuple[list[int], list[int]]:
        if text not in self._read:
            found = Counter(self._numbers.setdefault(each, len(self._numbers)) for each in self._view(text))
            self._read[text] = (list(found), list(found.values()))
        return self._read[text]


class Weigher:
    """Rare features weigh more, and a remark's length does not matter; learnt from the taught rows alone."""

    def __init__(self, taught: Any) -> None:
        seen = np.bincount(taught.indices, minlength=taught.shape[1])
        self._kept = np.flatnonzero(seen >= LEAST_ROWS)
        self._rare = np.log((1 + taught.shape[0]) / (1 + seen[self._kept])) + 1

    def weigh(self, counts: Any) -> Any:
        """The rows of `counts` in the columns that are kept, each of length one."""
        from scipy import sparse  # noqa: PLC0415 - paid once

        rows = counts[:, self._kept]
        rows.data = np.log(rows.data) + 1
        rows = rows @ sparse.diags(self._rare)
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
        return (sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ rows).tocsr()


@dataclass(frozen=True)
class Taught:
    """What a learner learns from: rows by view, praise or not, and what each row counts for."""

    views: dict[str, Any]
    good: Any
    weights: Any

    def only(self, rows: Any) -> "Taught":
        """Some of the rows."""
        views = {name: matrix[rows] for name, matrix in self.views.items()}
        return Taught(views, self.good[rows], self.weights[rows])


Learner = Callable[[Taught, dict[str, Any]], Any]


def margin(view: str, strength: float) -> Learner:
    """The widest margin between praise and blame in a view."""

    def learn(taught: Taught, asked: dict[str, Any]) -> Any:
        from sklearn.svm import LinearSVC  # noqa: PLC0415 - paid once

        model = LinearSVC(C=strength, random_state=SEED).fit(taught.views[view], taught.good, taught.weights)
        return model.decision_function(asked[view])

    return learn


def ratios(view: str, strength: float) -> Learner:
    """Features weighed by how much oftener they stand in praise than in blame, then a line through the own remarks."""

    def learn(taught: Taught, asked: dict[str, Any]) -> Any:
        from scipy import sparse  # noqa: PLC0415 - paid once
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        there, here = (taught.views[view] > 0).astype(float), (asked[view] > 0).astype(float)
        praise = there.T @ (taught.weights * taught.good) + 1.0
        blame = there.T @ (taught.weights * ~taught.good) + 1.0
        weigh = sparse.diags(np.log((praise / praise.sum()) / (blame / blame.sum())))
        own = np.flatnonzero(taught.weights == 1.0)
        model = LinearSVC(C=strength, random_state=SEED).fit(there[own] @ weigh, taught.good[own])
        return model.decision_function(here @ weigh)

    return learn


LEARNERS: tuple[Learner, ...] = (
    margin("all", 0.2),
    ratios("letters", 0.003),
    ratios("denials", 0.003),
)


class MoodModel:
    """Learners over two views, weighed by what they did on taught remarks they had not seen. Same input, same model.

    `elsewhere` are judged remarks about something else: they help a little and never outweigh. A `reader` for each view, where
    given, has read the texts before.
    """

    def __init__(
        self, texts: Sequence[str], good: Sequence[bool], elsewhere: tuple[Sequence[str], Sequence[bool]] = ((), ()),
        readers: dict[str, Reader] | None = None,
    ) -> None:  # fmt: skip
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - paid once
        from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

        self._readers = readers or new_readers()
        counts = {name: reader.counts([*texts, *elsewhere[0]]) for name, reader in self._readers.items()}
        self._weighers = {name: Weigher(matrix) for name, matrix in counts.items()}
        self._own = len(texts)
        answers = np.array([*good, *elsewhere[1]], bool)
        weights = np.where(np.arange(len(answers)) < self._own, 1.0, ELSEWHERE)
        taught = Taught(self._views(counts, self._own), answers, weights)
        others = np.arange(self._own, len(answers))
        unseen = np.zeros((self._own, len(LEARNERS)))
        for learnt, asked in StratifiedKFold(INNER, shuffle=True, random_state=SEED).split(
            unseen, answers[: self._own]
        ):
            part, rest = taught.only(np.r_[learnt, others]), taught.only(asked)
            unseen[asked] = np.column_stack([learner(part, rest.views) for learner in LEARNERS])
        self._spread = np.maximum(unseen.std(0), 1e-9)
        self._weigh = LogisticRegression(C=0.1).fit(unseen / self._spread, answers[: self._own])
        told = unseen[:, 0] * np.where(answers[: self._own], 1, -1)
        self._taught = taught.only(np.r_[np.flatnonzero(told > DOUBTED), others])

    def _views(self, counts: dict[str, Any], own: int) -> dict[str, Any]:
        from scipy import sparse  # noqa: PLC0415 - paid once

        views = {name: self._weighers[name].weigh(matrix) for name, matrix in counts.items()}
        both = sparse.hstack(list(views.values())).tocsr()
        mine = sparse.vstack([both[:own], sparse.csr_matrix((both.shape[0] - own, both.shape[1]))])
        return views | {"all": sparse.hstack([both, mine]).tocsr()}

    def scores(self, texts: Sequence[str]) -> Any:
        """Above 0: praise; the further from 0, the surer."""
        counts = {name: self._readers[name].counts(texts) for name in self._readers}
        asked = self._views(counts, len(texts))
        columns = [learner(self._taught, asked) for learner in LEARNERS]
        return self._weigh.decision_function(np.column_stack(columns) / self._spread)


def new_readers() -> dict[str, Reader]:
    """A reader for each view, which may be shared by models that read the same texts."""
    return {"letters": Reader(letters), "denials": Reader(denials)}


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
