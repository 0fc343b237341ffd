"""What people confirmed: the measured accuracy, and a model that grows (REPR-002)."""

from datetime import UTC, datetime

from guanjia.knowledge.models import Judged
from guanjia.knowledge.public import accuracy, note_judged, suggest_kinds
from guanjia.knowledge.queries.kinds import STEP

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


def judge(cast, number, suggested, label, text="3-2-1201张女士家水晶灯坏了 13800138000"):
    return note_judged(
        site=cast.site, purpose="kind", source=("servicedesk.request", number), text=text, suggested=suggested, label=label,
        actor=cast.hana, at=NOW,
    )  # fmt: skip


def test_accuracy_counts_what_people_said(cast):
    assert accuracy(cast.site).first_percent is None
    judge(cast, 1, ["light.home", "noise"], "light.home")
    judge(cast, 2, ["noise", "light.home"], "light.home")
    judge(cast, 3, ["noise"], "dog")
    judge(cast, 4, [], "dog")
    found = accuracy(cast.site)
    assert (found.asked, found.first, found.three, found.first_percent, found.three_percent) == (3, 1, 2, 33, 67)
    judge(cast, 3, ["ignored"], "noise")
    assert accuracy(cast.site).first == 2
    assert accuracy(cast.other_site).asked == 0


def test_what_is_kept_names_nobody(cast):
    judge(cast, 1, ["light.home"], "light.home")
    text = Judged.objects.get().text
    assert "1201" not in text and "138" not in text and "张" not in text


def test_the_model_grows_with_the_site(cast):
    text = "小灵通坏了要找人看"
    before = suggest_kinds(text, site=cast.site)[0].kind
    for number in range(STEP):
        judge(cast, number, [before], "network", f"小灵通坏了{'，请看看' * (number % 3)}")
    assert before != "network" and suggest_kinds(text, site=cast.site)[0].kind == "network"
    assert suggest_kinds(text, site=cast.other_site)[0].kind == before
