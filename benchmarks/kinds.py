"""Which kind a sentence is: top 1 and top 3 by grouped cross-validation against always saying the commonest kind."""

from collections import Counter
from collections.abc import Iterator

from benchmarks.framework import Arms, Figure, at_least, figure
from guanjia.knowledge.rules.kinds import Example, KindModel, shipped

ENGINES = ("sqlite",)
FOLDS, SEED = 5, 11


def run(_arms: Arms) -> Iterator[Figure]:
    """Wordings of one case lie in one fold. The majority arm says the commonest kind, or the three commonest."""
    examples = shipped()
    first = third = majority = majority_3 = 0
    for taught, asked in folds(examples):
        ranked = KindModel(taught).order([each.text for each in asked])
        common = [kind for kind, _count in Counter(each.kind for each in taught).most_common(3)]
        first += sum(order[0] == each.kind for order, each in zip(ranked, asked, strict=True))
        third += sum(each.kind in order[:3] for order, each in zip(ranked, asked, strict=True))
        majority += sum(each.kind == common[0] for each in asked)
        majority_3 += sum(each.kind in common for each in asked)
    total = len(examples)
    told = f"{total} sentences, {len({each.kind for each in examples})} kinds, {FOLDS} folds by case"
    yield figure("labelled sentences", total, "", at_least(600), told)
    yield figure("kind suggested first", first / total, "", at_least(0.6), f"{told}; majority {majority / total:.3f}")
    yield figure("kind among three", third / total, "", at_least(0.8), f"{told}; majority {majority_3 / total:.3f}")
    yield figure("first against the majority", first / max(1, majority), "x", at_least(5), told)
    yield figure("among three against the majority", third / max(1, majority_3), "x", at_least(5), told)


def folds(examples: tuple[Example, ...]) -> Iterator[tuple[list[Example], list[Example]]]:
    """(taught, asked), stratified by kind and grouped by case; the same every time."""
    from sklearn.model_selection import StratifiedGroupKFold  # noqa: PLC0415 - a second of import

    kinds, cases = [each.kind for each in examples], [each.case for each in examples]
    for taught, asked in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(kinds, kinds, cases):
        yield [examples[number] for number in taught], [examples[number] for number in asked]
