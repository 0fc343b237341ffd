"""How a remark sounds: by words at first, by what people of the site judged once they have judged enough (CUST-024)."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q

from guanjia.foundation.sites.public import Site
from guanjia.knowledge.models import Judged
from guanjia.knowledge.rules.mood import Mood, mood_by_words
from guanjia.knowledge.rules.sentiment import MoodModel, label_of_score, share_of_score

MOOD = "mood"
LEAST_EACH = 60
"""So many remarks of praise and as many of blame must have been judged before the site's own model speaks."""
STEP = 50
LATEST = 3000


def mood_of(text: str, site: Site) -> Mood:
    """Praise, blame or neither, with a score from -1 to 1; one query."""
    return mood_reader(site)(text)


def mood_reader(site: Site) -> Callable[[str], Mood]:
    """What reads many remarks of a site: one query, then none. The site learns again after each STEP of judgements."""
    counts = Judged.objects.filter(site=site, purpose=MOOD).aggregate(
        good=Count("pk", filter=Q(label="positive")), bad=Count("pk", filter=Q(label="negative"))
    )
    if min(counts["good"], counts["bad"]) < LEAST_EACH:
        return mood_by_words
    model = _site_model(site.pk, (counts["good"] + counts["bad"]) // STEP)

    def read(text: str) -> Mood:
        told = mood_by_words(text)
        if not text.strip():
            return told
        score = float(model.scores([text])[0])
        return Mood(label_of_score(score), share_of_score(score), told.why)

    return read


@lru_cache(maxsize=8)
def _site_model(site_id: int, _steps: int) -> Any:
    rows = Judged.objects.filter(site_id=site_id, purpose=MOOD, label__in=("positive", "negative")).order_by(
        "-at", "-pk"
    )
    known = [(text, label == "positive") for text, label in rows.values_list("text", "label")[:LATEST] if text]
    return MoodModel([text for text, _good in known], [good for _text, good in known])
