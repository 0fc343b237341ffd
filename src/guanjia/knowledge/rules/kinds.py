"""Which kind a request is, learnt from labelled sentences (REPR-002): shipped ones and those that the site confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from guanjia.knowledge.rules.features import CONCEPT, concepts, features
from guanjia.knowledge.rules.scrub import DOOR, scrub
from guanjia.knowledge.rules.words import FOLDER

OTHER = "other"
STRENGTH = 12.0


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its kind. Wordings of one case share `case`, so that a test never learns from its own case."""

    text: str
    kind: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind, how sure (0 to 1), and the words of the sentence that spoke for it most."""

    kind: str
    share: float
    why: tuple[str, ...] = ()


@cache
def shipped() -> tuple[Example, ...]:
    """The sentences written for this house; lines in brackets name the kind, bars part the wordings of one case."""
    found: list[Example] = []
    kind = ""
    for number, line in enumerate((FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            found += [Example(text.strip(), kind, f"{number}") for text in line.split("|")]
    return tuple(found)


class KindModel:
    """A linear model over letters and words; the same examples give the same model. Training takes a third of a second."""

    def __init__(self, examples: Sequence[Example]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second of import, paid once
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.multiclass import OneVsRestClassifier  # noqa: PLC0415

        self._weigh = TfidfVectorizer(analyzer=features, sublinear_tf=True)
        self._model = OneVsRestClassifier(LogisticRegression(C=STRENGTH, solver="liblinear"))
        matrix = self._weigh.fit_transform([each.text for each in examples])
        self._model.fit(matrix, [each.kind for each in examples])
        self.kinds: tuple[str, ...] = tuple(self._model.classes_)

    def suggest(self, text: str, limit: int = 3) -> list[Suggestion]:
        """The likeliest kinds, best first; none for a text without a known letter. Doors, phones and names do not count."""
        text = scrub(text).replace(DOOR, "")
        row = self._weigh.transform([text])
        if row.nnz == 0:
            return []
        shares = self._model.predict_proba(row)[0]
        best = np.argsort(-shares)[:limit]
        return [
            Suggestion(str(self.kinds[number]), round(float(shares[number]), 3), self._why(text, row, number))
            for number in best
        ]

    def order(self, texts: Sequence[str]) -> list[list[str]]:
        """All kinds for each text, likeliest first."""
        shares = self._model.predict_proba(self._weigh.transform(texts))
        return [[self.kinds[number] for number in np.argsort(-row)] for row in shares]

    def _why(self, text: str, row: Any, number: int) -> tuple[str, ...]:
        weight = row.multiply(self._model.estimators_[number].coef_[0]).tocoo()
        names = self._weigh.get_feature_names_out()
        heavy = sorted(
            ((value, names[at]) for at, value in zip(weight.col, weight.data, strict=True) if value > 0), reverse=True
        )
        heard = {f"{CONCEPT}{name}": word for name, word in concepts(text)}
        told: list[str] = []
        for _value, name in heavy:
            word = heard.get(name, "")
            if word and not any(word in other or other in word for other in told):
                told.append(word)
        return tuple(told[:3])


@cache
def shipped_model() -> KindModel:
    """The model of the shipped sentences alone, trained at first use."""
    return KindModel(shipped())
