"""Kinds suggested from words, how often that was right, and the model that grows with the site (REPR-002)."""

from dataclasses import dataclass
from functools import lru_cache

from guanjia.foundation.sites.public import Site
from guanjia.knowledge.models import Judged
from guanjia.knowledge.rules.kinds import Example, KindModel, Suggestion, shipped, shipped_model
from guanjia.knowledge.rules.paste import Pasted
from guanjia.knowledge.rules.paste import read_paste as read

LEAST_SURE = 0.25
STEP = 25
LATEST = 2000
MEASURED = 200
KIND = "kind"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of the last `asked` suggestions that a person judged, how many were right at once and how many among three."""

    asked: int
    first: int
    three: int

    @property
    def first_percent(self) -> int | None:
        """In whole per cent; None before anything was judged."""
        return round(100 * self.first / self.asked) if self.asked else None

    @property
    def three_percent(self) -> int | None:
        """In whole per cent; None before anything was judged."""
        return round(100 * self.three / self.asked) if self.asked else None


def suggest_kinds(text: str, limit: int = 3, site: Site | None = None) -> list[Suggestion]:
    """The likeliest kinds of a request, best first, each with how sure (0 to 1) and the words that spoke for it.

    With a `site` the model has also learnt what people there confirmed; it learns again after every STEP of them.
    """
    if not text.strip():
        return []
    confirmed = Judged.objects.filter(site=site, purpose=KIND).count() if site is not None else 0
    model = _site_model(site.pk, confirmed // STEP) if site is not None and confirmed >= STEP else shipped_model()
    return model.suggest(text, limit)


@lru_cache(maxsize=8)
def _site_model(site_id: int, _steps: int) -> KindModel:
    rows = (
        Judged.objects.filter(site_id=site_id, purpose=KIND)
        .order_by("-at", "-pk")
        .values_list("text", "label")[:LATEST]
    )
    return KindModel([*shipped(), *(Example(text, label) for text, label in rows if text)])


def accuracy(site: Site, purpose: str = KIND) -> Accuracy:
    """How the last MEASURED suggestions of the site did, by its rows."""
    rows = list(
        Judged.objects.filter(site=site, purpose=purpose)
        .order_by("-at", "-pk")
        .values_list("suggested", "among", "label")[:MEASURED]
    )
    told = [(first, among, label) for first, among, label in rows if first]
    return Accuracy(
        len(told), sum(first == label for first, _a, label in told), sum(label in among for _f, among, label in told)
    )


def likeliest_kind(text: str, site: Site | None = None) -> str:
    """The best suggestion where it is sure enough to be proposed, else ""."""
    best = suggest_kinds(text, 1, site)
    return best[0].kind if best and best[0].share >= LEAST_SURE else ""


def read_paste(text: str, site: Site | None = None) -> list[Pasted]:
    """Proposals out of a pasted group chat, each with a kind (FIELD 21)."""
    return read(text, lambda words: likeliest_kind(words, site))
