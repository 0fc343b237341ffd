from datetime import timedelta

import pytest

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.subjects.public import PlanCursor, changed
from guanjia.standards.models import StandardPatch, StandardVersion
from guanjia.standards.public import (
    PatchRefused,
    StalePatch,
    effective,
    law_at,
    laws_binding,
    patch_standard,
    standards_by_id,
    switch_off,
    switch_on,
)
from tests.standards.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_catalogue")]
FIRST, PATROL, SURVEY = "testing.check.first", "testing.fire.patrol", "testing.survey"
THREE_HOURS = {"when": {"relative": {"moment": "starts_at", "offset": "-3h"}}}


def patch(cast, code=FIRST, fields=None, **given):
    scope = {} if "company" in given else {"site": cast.site}
    usual = {"reason": "agreed with the client", "actor": cast.mei, "at": NOW}
    return patch_standard(code=code, fields=fields or THREE_HOURS, **{**scope, **usual, **given})


def weights(cast) -> tuple[int, int]:
    return tuple(effective(site)[FIRST][0].weight for site in (cast.site, cast.other_site))


def refused(cast, **given) -> list[tuple[str, str]]:
    before = StandardPatch.objects.count()
    with pytest.raises(PatchRefused) as caught:
        patch(cast, **given)
    assert StandardPatch.objects.count() == before
    return [(each.field, each.say()) for each in caught.value.problems]


def test_site_wins_over_company_wins_over_shipped_field_by_field(cast):
    assert weights(cast) == (1, 1)
    patch(cast, company=cast.company, fields={"weight": 2, "post": "hotline"}, actor=cast.hugo)
    assert weights(cast) == (2, 2)
    patch(cast, fields={"weight": 3})
    assert weights(cast) == (3, 2)
    assert effective(cast.site)[FIRST][0].post == "hotline"
    patch(cast, fields={"weight": None})
    assert weights(cast) == (2, 2)


def test_a_version_is_made_once_and_its_body_reads_back(cast):
    shipped, version = effective(cast.site)[FIRST]
    patch(cast)
    patched, newer = effective(cast.site)[FIRST]
    assert newer != version
    assert effective(cast.other_site)[FIRST] == (shipped, version)
    assert standards_by_id([version, newer, 0])[newer].when == patched.when
    patch(cast, fields={"when": None})
    assert effective(cast.site)[FIRST][1] == version
    assert StandardVersion.objects.filter(code=FIRST).count() == 2


def test_effective_asks_two_questions_whatever_there_is(cast, django_assert_num_queries):
    effective(cast.site)
    with django_assert_num_queries(2):
        effective(cast.site)
    patch(cast)
    effective(cast.site)
    with django_assert_num_queries(2):
        effective(cast.site)


def test_a_patch_is_journalled_with_reason_and_both_values_and_marks_its_subjects(cast):
    changed("testing.thing", [1, 2], site=cast.site, at=NOW)
    changed("testing.thing", [3], site=cast.other_site, at=NOW)
    PlanCursor.objects.update(dirty=False)
    row = patch(cast, fields={"weight": 4})
    (entry,) = timeline(("standards.patch", row.pk))
    assert (entry.site, entry.actor_id, entry.at) == (cast.site, cast.mei.pk, NOW)
    assert entry.changes == {"weight": [None, 4]}
    assert entry.reason == "agreed with the client"
    assert sorted(PlanCursor.objects.filter(dirty=True).values_list("subject_id", "rev")) == [(1, 2), (2, 2)]


def test_a_company_patch_is_told_at_each_site(cast):
    row = patch(cast, company=cast.company, fields={"weight": 4}, actor=cast.hugo)
    assert {entry.site for entry in timeline(("standards.patch", row.pk))} == {cast.site, cast.other_site}


def test_the_same_again_writes_nothing(cast):
    row = patch(cast)
    assert patch(cast, at=NOW + timedelta(hours=1)).rev == row.rev == 1
    assert len(timeline(("standards.patch", row.pk))) == 1


def test_a_stale_save_is_told_who_was_first(cast):
    row = patch(cast, rev=0)
    with pytest.raises(StalePatch) as caught:
        patch(cast, fields={"weight": 9}, rev=0)
    assert caught.value.current == row
    assert patch(cast, fields={"weight": 9}, rev=1).rev == 2


@pytest.mark.parametrize(
    ("fields", "field", "rule"),
    [
        ({"code": "testing.other.one"}, "code", "cannot be changed"),
        ({"seeds": ["CHKL-003"]}, "seeds", "cannot be changed"),
        ({"when": {"floating": {"start": "starts_at", "every": "1d"}}}, "when", "kind of when"),
        ({"weight": "heavy"}, "weight", "whole number"),
        ({"performer": "surveys.send"}, "post", "either post or performer"),
        ({"nonsense": 1}, "nonsense", "is not a field"),
    ],
)
def test_what_a_patch_may_not_do(cast, fields, field, rule):
    ((name, said),) = refused(cast, fields=fields)
    assert name == field and rule in said


def test_a_reason_is_asked_for(cast):
    assert refused(cast, reason="  ") == [("reason", "is required")]


def test_an_unknown_code_is_not_found(cast):
    with pytest.raises(LookupError):
        patch(cast, code="testing.unknown")


def test_a_patch_below_the_legal_floor_is_refused_with_the_article(cast):
    every_three = {"when": {"calendar": {"rule": "FREQ=HOURLY;INTERVAL=3"}}}
    assert refused(cast, code=PATROL, fields=every_three) == [
        ("when", "the law allows at most 2h (公安部令第61号第25条)")
    ]
    patch(cast, code=PATROL, fields={"when": {"calendar": {"rule": "FREQ=HOURLY"}}})


def test_what_the_law_asks_for_cannot_be_switched_off(cast):
    with pytest.raises(PatchRefused, match="公安部令第61号第25条"):
        switch_off(site=cast.site, code=PATROL, reason="costly", actor=cast.mei, at=NOW)


def test_a_local_law_holds_in_its_place_only(cast):
    assert law_at(cast.site, "survey.by_people", NOW) is None
    cast.site.settings = {"law.place": "CN-33"}
    cast.site.save()
    assert [law.key for law, _ in laws_binding(cast.site, SURVEY, NOW)] == ["survey.by_people"]
    assert refused(cast, code=SURVEY, fields={"performer": "guard"}, actor=cast.hugo)[0][0] == "performer"


def test_switching_off_carries_its_reason_and_a_site_may_switch_on_again(cast):
    switch_off(company=cast.company, code=FIRST, reason="one check will do", actor=cast.hugo, at=NOW)
    assert {effective(site)[FIRST][0].off for site in (cast.site, cast.other_site)} == {"one check will do"}
    switch_on(site=cast.site, code=FIRST, reason="our client insists", actor=cast.mei, at=NOW)
    assert [effective(site)[FIRST][0].off for site in (cast.site, cast.other_site)] == ["", "one check will do"]


@pytest.mark.parametrize("who", ["mei", "lin"])
@pytest.mark.parametrize(
    ("code", "fields"), [(SURVEY, {"weight": 3}), (FIRST, {"audience": "public"}), (SURVEY, {"audience": "internal"})]
)
def test_a_public_promise_needs_head_office(cast, who, code, fields):
    actor = getattr(cast, who)
    assert refused(cast, code=code, fields=fields, actor=actor) == [
        ("audience", "a public promise needs the approval of head office")
    ]
    assert patch(cast, code=code, fields=fields, actor=cast.hugo).rev == 1


def test_a_patch_that_no_longer_fits_is_left_out_and_not_the_promise(cast):
    StandardPatch.objects.create(site=cast.site, code=FIRST, fields={"weight": "x"}, reason="old", at=NOW)
    assert effective(cast.site)[FIRST][0].weight == 1


def test_a_rehearsal_plays_by_the_rules_of_its_site(cast):
    patch(cast, fields={"weight": 7})
    cast.other_site.rehearsal_of = cast.site
    assert effective(cast.other_site)[FIRST][0].weight == 7
