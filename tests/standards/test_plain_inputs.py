"""The usual numbers of a promise are changed in plain inputs; the YAML stays for the rest."""

import pytest
from django.utils.translation import override

from guanjia.standards.models import StandardPatch
from guanjia.standards.public import effective, patch_standard
from guanjia.standards.queries.lengths import read_length, say_length
from guanjia.standards.queries.plain import Unreadable, plain_fields, rebuilt
from guanjia.standards.queries.shipped import shipped
from guanjia.standards.rules.dump import fingerprint
from guanjia.standards.rules.parse import parse_standard
from tests.standards.test_pages import FIRST, typed
from tests.standards.world import NOW


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("2h", "2h"),
        ("90", "1h30m"),
        ("90m", "1h30m"),
        ("2 hours 30 minutes", "2h30m"),
        ("1小时30分钟", "1h30m"),
        ("3 个工作日", "3wd"),
        ("5 working days", "5wd"),
        ("2 weeks", "14d"),
        ("0", "0s"),
        ("10 MINUTES", "10m"),
        ("-2h", None),
        ("soon", None),
        ("", None),
        ("2h 3wd", None),
    ],
)
def test_a_length_is_read_as_people_say_it(said, span):
    if span is None:
        with pytest.raises(ValueError):
            read_length(said)
    else:
        assert read_length(said) == span


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("span", ["2h", "1h30m", "45s", "24h", "3d", "1d12h", "8wh", "5wd", "30wm", "0s"])
def test_a_length_that_is_shown_reads_back_as_itself(language, span):
    with override(language):
        assert read_length(say_length(span)) == span


@pytest.mark.parametrize(
    ("when", "typed", "after"),
    [
        (
            {"relative": {"moment": "starts_at", "offset": "-2h"}},
            {"when_length": "1 hour", "when_side": "after"},
            {"relative": {"moment": "starts_at", "offset": "1h"}},
        ),
        (
            {"calendar": {"rule": "FREQ=HOURLY;INTERVAL=1", "start": "a"}},
            {"when_every": "2"},
            {"calendar": {"rule": "FREQ=HOURLY;INTERVAL=2", "start": "a"}},
        ),
        (
            {"calendar": {"rule": "FREQ=DAILY;BYHOUR=7;BYMINUTE=45"}},
            {"when_every": "1", "when_clock": "8：05"},
            {"calendar": {"rule": "FREQ=DAILY;BYHOUR=8;BYMINUTE=5"}},
        ),
        (
            {"quota": {"count": 2, "period": "week"}},
            {"when_count": "3", "when_spacing": "1d"},
            {"quota": {"count": 3, "period": "week", "spacing": "1d"}},
        ),
        (
            {"floating": {"start": "a", "every": "15d"}},
            {"when_length": "10 days"},
            {"floating": {"start": "a", "every": "10d"}},
        ),
        (
            {"timer": {"name": "response", "target": "15m", "begin": "open", "end": "take"}},
            {"when_length": "10"},
            {"timer": {"name": "response", "target": "10m", "begin": "open", "end": "take"}},
        ),
        (
            {"trigger": {"move": "open", "within": "4h"}},
            {"when_length": "2h"},
            {"trigger": {"move": "open", "within": "2h"}},
        ),
        (
            {"chain": {"start": "a", "until": "b", "links": ["10m-15m", "30m"]}},
            {"when_links_": "5-10，20"},
            {"chain": {"start": "a", "until": "b", "links": ["5m-10m", "20m"]}},
        ),
    ],
)
def test_each_kind_of_when_has_its_plain_numbers(when, typed, after):
    names = {each.name for each in plain_fields({"when": when}) if each.whole == "when"}
    assert names == set(typed)
    assert rebuilt({"when": when}, "when", typed) == after


@pytest.mark.parametrize(
    ("when", "typed", "name"),
    [
        ({"calendar": {"rule": "FREQ=HOURLY"}}, {"when_every": "0"}, "when_every"),
        ({"calendar": {"rule": "FREQ=DAILY;BYHOUR=7"}}, {"when_every": "1", "when_clock": "25:00"}, "when_clock"),
        ({"chain": {"start": "a", "until": "b", "links": ["5m"]}}, {"when_links_": "5-"}, "when_links_"),
        ({"relative": {"moment": "a", "offset": "1h"}}, {"when_length": "x", "when_side": "after"}, "when_length"),
    ],
)
def test_what_means_nothing_is_refused_at_its_input(when, typed, name):
    with pytest.raises(Unreadable) as refusal:
        rebuilt({"when": when}, "when", typed)
    assert refusal.value.name == name


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_inputs_of_every_shipped_promise_typed_back_make_the_same_promise(language):
    with override(language):
        for code, found in shipped().items():
            plain = plain_fields(found.raw)
            assert any(each.whole == "when" for each in plain), code
            back = {
                whole: rebuilt(found.raw, whole, {each.name: each.value for each in plain if each.whole == whole})
                for whole in {each.whole for each in plain}
            }
            assert fingerprint(parse_standard({**found.raw, **back})) == fingerprint(found.standard), code


@pytest.mark.django_db
@pytest.mark.usefixtures("_catalogue")
class TestForm:
    def test_offset_window_and_ladder_are_changed_without_yaml(self, client, cast):
        changes = {"when_length": "3小时", "window_missed": "", "ladder_1_after": "10", "at_risk": "20 分钟"}
        assert typed(client, cast.mei, **changes).status_code == 302
        assert StandardPatch.objects.get().fields == {
            "when": {"relative": {"moment": "starts_at", "offset": "-3h"}},
            "window": {"opens": "1h"},
            "ladder": [{"after": "10m", "post": "conference.manager", "channel": "message"}],
            "at_risk": "20m",
        }
        assert effective(cast.site)[FIRST][0].ladder[0].after.total_seconds() == 600

    def test_a_rung_is_added_and_taken_off(self, client, cast):
        added = {"ladder_2_after": "30m", "ladder_2_post": "conference.manager", "ladder_2_channel": "voice"}
        assert typed(client, cast.mei, **added).status_code == 302
        assert [step.channel for step in effective(cast.site)[FIRST][0].ladder] == ["message", "voice"]
        assert typed(client, cast.mei, ladder_1_after="", ladder_2_after="").status_code == 302
        assert effective(cast.site)[FIRST][0].ladder == ()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"when_length": "soon"}, "when_length"),
            ({"when_length": ""}, "when_length"),
            ({"at_risk": "soon"}, "at_risk"),
            ({"ladder_2_after": "30m"}, "ladder_2_post"),
            ({"ladder_2_after": "1m", "ladder_2_post": "conference.manager"}, "ladder"),
            ({"post": "no.such.post"}, "post"),
            ({"when_length": "3h", "when": "relative: {moment: starts_at, offset: -4h}"}, "when"),
        ],
    )
    def test_a_broken_rule_stands_at_its_input(self, client, cast, changes, field):
        response = typed(client, cast.mei, **changes)
        assert response.status_code == 422
        form = response.context["form"]
        assert field in form.errors
        assert form.seldom_wrong() == (field in {"ladder", "when"})
        assert not StandardPatch.objects.exists()

    def test_a_stale_save_does_not_take_the_others_number_back(self, client, cast):
        client.force_login(cast.mei)
        path = f"/s/yard/standards/{FIRST}/edit/"
        form = client.get(path).context["form"]
        data = {bound.name: bound.value() if bound.value() is not None else "" for bound in form}
        when = {"relative": {"moment": "starts_at", "offset": "-3h"}}
        patch_standard(site=cast.site, code=FIRST, fields={"when": when}, reason="first", actor=cast.hugo, at=NOW)
        response = client.post(path, {**data, "weight": "5", "reason": "mine"})
        assert response.status_code == 409
        assert {row.name for row in response.context["differences"]} == {"when", "when_length", "weight"}
