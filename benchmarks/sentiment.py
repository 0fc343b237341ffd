"""Praise or blame on two sets of reviews, ten folds, texts that differ only in stops and spaces in one fold.

Everything that is chosen or weighed is chosen inside the taught folds; nothing of the asked fold is looked at, nor anything of
the other set that stands in it. What the views of a text are is written down once for all folds, since it knows nothing of
praise. Beside it the harder figure: taught on one set alone, asked about the other. The bare arm always says the commoner answer.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.framework import Arms, Figure, at_least, figure
from guanjia.knowledge.rules.sentiment import MoodModel, Reader, new_readers

ENGINES = ("sqlite",)
FOLDER = Path(__file__).resolve().parents[2] / "shared/data/requests"
SETS = ("ChnSentiCorp_htl_all-train", "waimai_10k-train")
FOLDS, SEED = 10, 7


def run(_arms: Arms) -> Iterator[Figure]:
    """Both sets, then each way across."""
    read = {name: read_set(name) for name in SETS}
    readers = new_readers()
    for name, other in (SETS, SETS[::-1]):
        texts, good = read[name]
        right = 0
        for taught, asked in folds(texts, good):
            model = taught_model(texts, good, taught, without(read[other], [texts[n] for n in asked]), readers)
            right += int(((model.scores([texts[n] for n in asked]) > 0) == good[asked]).sum())
        told = f"{len(texts)} reviews, {FOLDS} folds; always the commoner {max(good.mean(), 1 - good.mean()):.3f}"
        yield figure(f"accuracy, {name.split('_')[0]}", right / len(texts), "", at_least(0.91), told)
    for one, other in (SETS, SETS[::-1]):
        texts, good = read[other]
        model = MoodModel(read[one][0], read[one][1].tolist(), readers=readers)
        share = float(((model.scores(texts) > 0) == good).mean())
        told = f"taught on {one}, asked about {other}; always the commoner {max(good.mean(), 1 - good.mean()):.3f}"
        yield figure(f"across, {other.split('_')[0]}", share, "", at_least(0.7), told)


def taught_model(
    texts: list[str],
    good: np.ndarray,
    taught: np.ndarray,
    elsewhere: tuple[list[str], list[bool]],
    readers: dict[str, Reader],
) -> MoodModel:
    """Taught on one part of a set and on the other set beside it, nothing of which stands among what is asked."""
    return MoodModel([texts[n] for n in taught], good[taught].tolist(), elsewhere, readers)


def without(read: tuple[list[str], np.ndarray], asked: list[str]) -> tuple[list[str], list[bool]]:
    """The reviews of a set that are not, but for stops and spaces, among the asked ones."""
    held = {bare(text) for text in asked}
    kept = [n for n, text in enumerate(read[0]) if bare(text) not in held]
    return [read[0][n] for n in kept], read[1][kept].tolist()


def bare(text: str) -> str:
    """The letters of a text alone."""
    return re.sub(r"\W+", "", text.lower())


def read_set(name: str) -> tuple[list[str], np.ndarray]:
    """Texts and whether each is praise."""
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        raise SystemExit(f"LEFT OUT: {path.name} is not here")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["review"].strip(), row["label"] == "1") for row in csv.DictReader(file)]
    return [text for text, _good in rows], np.array([good for _text, good in rows])


def folds(texts: list[str], good: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(taught, asked), the same every time."""
    from sklearn.model_selection import StratifiedGroupKFold  # noqa: PLC0415 - a second of import

    same: dict[str, int] = {}
    groups = [same.setdefault(bare(text), len(same)) for text in texts]
    yield from StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(texts, good, groups)
