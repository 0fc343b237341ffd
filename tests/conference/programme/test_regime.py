"""Imported events have a regime; what it forbids or limits is told and stops nothing."""

import pytest

from guanjia.conference.models import Event, Intake
from guanjia.conference.rules.states import Regime
from tests.cast import Cast
from tests.conference.programme.importing import AT, counts, take_over
from tests.conference.programme.making import make_session, make_xml

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("regime", list(Regime))
def test_a_new_event_gets_the_regime_that_was_given(cast: Cast, regime: Regime) -> None:
    take_over(cast.site, make_xml(make_session(1)), regime=regime)
    assert Event.objects.get().regime == regime


def test_else_the_regime_of_the_site(cast: Cast) -> None:
    cast.site.settings = {"conference.import_regime": "fiscal"}
    cast.site.save()
    take_over(cast.site, make_xml(make_session(1)))
    assert Event.objects.get().regime == Regime.FISCAL


def test_a_sitting_that_names_what_is_forbidden_is_told_with_the_article(cast: Cast) -> None:
    data = make_xml(make_session(1, title="欢迎宴会"), make_session(2))
    assert take_over(cast.site, data, regime=Regime.COMMERCIAL).breaches == []
    Event.objects.update(external_key="x")
    report = take_over(cast.site, data, regime=Regime.FISCAL)
    assert counts(report) == {"created": 2}
    assert len(report.breaches) == 1 and "欢迎宴会" in report.breaches[0] and "《" in report.breaches[0]
    assert report.as_json()["breaches"] == report.breaches


@pytest.mark.parametrize(("last", "told"), [("2026-03-02", False), ("2026-03-03", True)])
def test_the_days_of_the_class_are_a_ceiling(cast: Cast, last: str, told: bool) -> None:
    first = make_session(1, start="14:00", date="2026-03-01T14:00:00+08:00")
    late = make_session(2, start="09:00", date=f"{last}T09:00:00+08:00")
    report = take_over(cast.site, make_xml(first, late), regime=Regime.FISCAL, meeting_class=3)
    assert counts(report) == {"created": 2}
    assert bool(report.breaches) is told
    assert Intake.objects.get().meeting_class == 3


def test_the_file_again_says_it_again(cast: Cast) -> None:
    data = make_xml(make_session(1, title="Wine reception"))
    first = take_over(cast.site, data, regime=Regime.FISCAL, at=AT)
    assert first.breaches and take_over(cast.site, data).breaches == first.breaches
