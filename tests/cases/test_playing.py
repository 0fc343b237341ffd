"""A case is asked for on its page, played by a worker and shown with its verdict."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.cases import actions
from guanjia.cases.models import CasePlay
from guanjia.cases.rules.states import PlayState
from guanjia.foundation.rehearsal.public import Case, Check, Played, Told, add_case, cases
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
BROKEN, GOOD = "test-broken", "test-good"


@pytest.fixture
def invented() -> Any:
    """Two cases that are over at once: one keeps its promise, one does not."""

    def playing(good: bool) -> Any:
        def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
            told(at, at + timedelta(hours=2))
            told(at + timedelta(hours=1), at + timedelta(hours=2))
            rows = CasePlay.objects.filter(site=site, state=PlayState.RUNNING)
            assert rows.get().percent == 50, "the page is told how far the clock is"
            return Played(site, ("x", 1), (Check("Said", "1", good),), ((at, "It began."),))

        return play

    for code, good in ((GOOD, True), (BROKEN, False)):
        add_case(Case(code, f"title of {code}", "story", ("CASE-001",), playing(good)))
    yield
    for code in (GOOD, BROKEN):
        del cases[code]


@pytest.mark.parametrize(("code", "state"), [(GOOD, PlayState.KEPT), (BROKEN, PlayState.BROKEN)])
def test_the_verdict_is_what_was_found(cast: Cast, invented: None, code: str, state: PlayState) -> None:
    play = actions.ask_play(site=cast.site, code=code, seed=3, actor=cast.alice, at=NINE)
    assert actions.run(play.pk) and not actions.run(play.pk), "a second wake-up finds it taken"
    play.refresh_from_db()
    assert (play.stage, play.percent) == (state, 100)


def test_one_case_is_played_once_at_a_time(cast: Cast, invented: None) -> None:
    actions.ask_play(site=cast.site, code=GOOD, seed=1, actor=cast.alice, at=NINE)
    with pytest.raises(actions.PlayRefused):
        actions.ask_play(site=cast.site, code=GOOD, seed=1, actor=cast.alice, at=NINE)
    with pytest.raises(actions.PlayRefused):
        actions.ask_play(site=cast.site, code="no-such", seed=1, actor=cast.alice, at=NINE)
    beside = Site.objects.create(company=cast.site.company, code="beside", name="R", rehearsal_of=cast.site)
    with pytest.raises(actions.PlayRefused):
        actions.ask_play(site=beside, code=GOOD, seed=1, actor=cast.alice, at=NINE)


def test_what_cannot_be_played_says_so(cast: Cast, invented: None) -> None:
    def broken(site: Site, seed: int, at: datetime, told: Told) -> Played:
        raise ValueError("no room")

    add_case(Case(GOOD, "t", "s", (), broken))
    play = actions.ask_play(site=cast.site, code=GOOD, seed=1, actor=cast.alice, at=NINE)
    with pytest.raises(ValueError, match="no room"):
        actions.run(play.pk)
    play.refresh_from_db()
    assert play.stage is PlayState.FAILED and "no room" in play.message


def test_it_is_asked_for_and_read_on_its_pages(cast: Cast, client: Client, invented: None) -> None:
    client.force_login(cast.alice)
    address = reverse("cases:case", args=[cast.site.code, BROKEN])
    assert client.post(address + "play/", {"seed": "12"}).status_code == 302
    play = CasePlay.objects.get()
    assert play.seed == 12
    actions.run(play.pk)
    page = client.get(address).content.decode()
    assert "It began." in page and "Said" in page
    assert "0 / 1" in client.get(reverse("cases:list", args=[cast.site.code])).content.decode()
    assert client.get(reverse("cases:case", args=[cast.site.code, "no-such"])).status_code == 404
    client.force_login(cast.audrey)
    assert client.get(address).status_code == 200
    assert client.post(address + "play/").status_code in {403, 404}
