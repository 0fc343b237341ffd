"""Surveys built on the screen: built, frozen, answered once, counted, improved."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.persons.public import make_person
from guanjia.kernel.clock import now
from guanjia.surveys.actions.building import (
    STUDY,
    StudyRefused,
    add_question,
    begin_study,
    close_study,
    drop_question,
    open_study,
    write_letters,
)
from guanjia.surveys.actions.filling import fill_from_paper, fill_study
from guanjia.surveys.actions.improving import PLAN, begin_improvement, check_effect, close_loop, plan_improvement
from guanjia.surveys.models import Study, StudyAnswer, StudyInvitation
from guanjia.surveys.queries.studies import result_of
from guanjia.surveys.rules.studies import (
    Asked,
    QuestionKind,
    Section,
    bad_answers,
    has_effect,
    margin,
    missing_to_open,
    nps,
    weak_points,
)
from guanjia.surveys.rules.themes import mood_of_parts, themes_of, topics_in
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.complaints.scenes import a_unit, an_owner
from tests.factories.conference import NINE

D = timedelta(days=1)
H = timedelta(hours=1)


@pytest.mark.parametrize(
    ("marks", "value"), [([], None), ([9, 6], 0), ([9, 8, 7], 33), ([6, 8], -50), ([10] * 3 + [0], 50)]
)
def test_recommendation_is_promoters_less_detractors(marks: list[int], value: int | None) -> None:
    assert nps(marks) == value


def test_the_margin_shrinks_with_answers_and_with_the_population() -> None:
    assert margin(0, 0) is None
    assert margin(50, 100) == 9.8 and margin(500, 1000) == 3.1
    assert margin(50, 100, 100) == 0.0 and margin(50, 100, 200) == 6.9


def test_a_full_survey_asks_about_all_four_dimensions() -> None:
    assert missing_to_open({}) == ["environment", "safety", "engineering", "service"]
    assert missing_to_open({each: ["scale"] for each in ("environment", "safety", "engineering", "service")}) == []


def test_weak_points_lie_below_the_target_the_weakest_first() -> None:
    assert weak_points({"a": 89.9, "b": 90.0, "c": 40.0, "d": None}, 90) == ["c", "a"]


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("scale", 1, True), ("scale", 5, True), ("scale", 0, False), ("scale", 6, False),
        ("nps", 0, True), ("nps", 10, True), ("nps", 11, False),
        ("single", "甲", True), ("single", "丙", False),
        ("multiple", ["甲", "乙"], True), ("multiple", ["甲", "甲"], False), ("multiple", ["丙"], False),
        ("text", "x" * 2000, True), ("text", "x" * 2001, False),
    ],
)  # fmt: skip
def test_what_answers_a_question(kind: str, value: Any, good: bool) -> None:
    asked = Asked(1, QuestionKind(kind), ("甲", "乙"))
    assert (bad_answers([asked], {1: value}) == []) is good


def test_required_and_unknown_questions() -> None:
    assert bad_answers([Asked(1, QuestionKind.SCALE, (), True)], {}) == [1]
    assert bad_answers([Asked(1, QuestionKind.SCALE)], {2: 5}) == [2]


def sounds(words: str) -> str:
    return "positive" if "好" in words else "negative" if "坏" in words or "没人管" in words else "neutral"


def test_themes_count_answers_not_words_and_keep_how_each_sounds() -> None:
    found = themes_of({1: "电梯太慢，电梯太挤", 2: "电梯坏，没人管", 3: "保洁很好，但是电梯总坏", 4: ""}, sounds)
    lift, cleaning = found
    assert (lift.code, lift.count, lift.bad, lift.good, lift.neutral) == ("lift", 3, 2, 0, 1)
    assert (cleaning.count, cleaning.good) == (1, 1) and [each[0] for each in lift.of("negative")] == [2, 3]
    assert lift.example == "电梯总坏"


def test_what_names_no_topic_goes_on_with_the_one_before_or_is_read_for_phrases() -> None:
    assert topics_in("电梯总坏，没人管。保洁好") == {"lift": ["电梯总坏", "没人管"], "cleaning": ["保洁好"]}
    found = themes_of({7: "儿童乐园太小", 8: "儿童乐园坏了"}, sounds, lambda texts: [("儿童乐园", range(len(texts)))])
    assert [(each.code, each.label, each.count, each.bad) for each in found] == [("=儿童乐园", "儿童乐园", 2, 1)]


@pytest.mark.parametrize(
    ("parts", "mood"),
    [
        (["好"], "positive"),
        (["坏"], "negative"),
        (["好", "坏"], "neutral"),
        (["好", "好", "坏"], "positive"),
        ([], "neutral"),
    ],
)
def test_clauses_sound_together(parts: list[str], mood: str) -> None:
    assert mood_of_parts(parts, sounds) == mood


@pytest.mark.parametrize(("before", "after", "yes"), [(80, 81, True), (80, 80, False), (80, None, False)])
def test_the_loop_closes_when_it_is_better(before: int, after: int | None, yes: bool) -> None:
    assert has_effect(before, after) is yes


def a_study(cast: Cast, opened: bool = True, at: Any = NINE) -> Study:
    study = begin_study(site=cast.site, code="annual", title="2026年度满意度调查", annual=True, actor=cast.mei, at=at)
    if opened:
        open_study(study=study, closes_at=at + 14 * D, population=100, actor=cast.mei, at=at)
    return study


def given(study: Study, score: int = 5, **more: Any) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for row in study.questions.all():
        found[row.pk] = {"scale": score, "nps": 9, "text": "电梯太慢"}.get(row.kind)
    return found


def fill(study: Study, at: Any = NINE + H, **more: Any) -> StudyAnswer:
    return fill_study(study=study, form_key=more.pop("key", uuid.uuid4()), given=given(study, **more), at=at)


@pytest.mark.django_db
def test_an_open_survey_is_frozen_and_the_next_one_is_a_version(cast: Cast) -> None:
    study = a_study(cast, opened=False)
    add_question(
        study=study,
        section=Section.OVERALL,
        kind=QuestionKind.SINGLE,
        text="住了多久",
        options=["1年内", "更久"],
        actor=cast.mei,
        at=NINE,
    )
    with pytest.raises(StudyRefused):
        add_question(
            study=study,
            section=Section.OVERALL,
            kind=QuestionKind.SINGLE,
            text="x",
            options=["一"],
            actor=cast.mei,
            at=NINE,
        )
    count = study.questions.count()
    open_study(study=study, closes_at=NINE + D, population=0, actor=cast.mei, at=NINE)
    for change in (
        lambda: add_question(
            study=study, section=Section.OVERALL, kind=QuestionKind.TEXT, text="再问", actor=cast.mei, at=NINE
        ),
        lambda: drop_question(study=study, pk=study.questions.all()[0].pk, actor=cast.mei, at=NINE),
    ):
        with pytest.raises(StudyRefused):
            change()
    again = begin_study(site=cast.site, code="annual", title="2027", actor=cast.mei, at=NINE)
    assert again.version == 2 and again.questions.count() == count
    SubjectBattery.check_kind(STUDY, [study.pk, again.pk])


@pytest.mark.django_db
def test_a_dimension_left_out_keeps_it_from_opening(cast: Cast) -> None:
    study = a_study(cast, opened=False)
    study.questions.filter(section="safety").delete()
    with pytest.raises(StudyRefused):
        open_study(study=study, closes_at=NINE + D, population=0, actor=cast.mei, at=NINE)


@pytest.mark.django_db
def test_answers_count_once_and_add_up(cast: Cast) -> None:
    study, key = a_study(cast), uuid.uuid4()
    fill(study, key=key)
    fill(study, key=key)
    fill(study, score=2)
    result = result_of(study)
    assert result.answers == 2 and result.nps == 100
    shares = {each.value: (share.satisfied, share.total) for each, share in result.sections}
    assert shares["environment"] == (2, 4) and result.themes[0].code == "lift"
    with pytest.raises(StudyRefused):
        fill(study, at=NINE + 14 * D)


@pytest.mark.django_db
def test_a_personal_way_in_is_good_once(cast: Cast) -> None:
    person = make_person(site=cast.site, name="王芳", actor=cast.mei, at=NINE)
    study = begin_study(site=cast.site, code="annual", title="调查", annual=True, actor=cast.mei, at=NINE)
    open_study(study=study, closes_at=NINE + D, population=1, people=[person], actor=cast.mei, at=NINE)
    way_in = StudyInvitation.objects.get()
    fill_study(study=study, form_key=uuid.uuid4(), given=given(study), invitation=way_in, at=NINE + H)
    with pytest.raises(StudyRefused):
        fill_study(study=study, form_key=uuid.uuid4(), given=given(study), invitation=way_in, at=NINE + H)


@pytest.mark.django_db
def test_paper_is_equal_also_after_the_end(cast: Cast) -> None:
    study = a_study(cast)
    close_study(study=study, actor=cast.mei, at=NINE + D)
    fill_from_paper(study=study, sheet_number="7", given=given(study), actor=cast.rita, at=NINE + 2 * D)
    with pytest.raises(StudyRefused):
        fill_from_paper(study=study, sheet_number="7", given=given(study), actor=cast.rita, at=NINE + 2 * D)
    assert StudyAnswer.objects.count() == 1


@pytest.mark.django_db
def test_a_weak_point_is_planned_improved_and_closed_when_better(cast: Cast) -> None:
    study = a_study(cast)
    plan = plan_improvement(
        study=study, section=Section.ENGINEERING, finding="电梯慢", measure="调整群控", due_on=(NINE + 30 * D).date(), before=70,
        owner=cast.mei, actor=cast.mei, at=NINE,
    )  # fmt: skip
    begin_improvement(plan=plan, actor=cast.mei, at=NINE + D)
    check_effect(plan=plan, after=70, actor=cast.mei, at=NINE + 2 * D)
    assert close_loop(plan=plan, actor=cast.mei, at=NINE + 2 * D).state == "doing"
    check_effect(plan=plan, after=85, actor=cast.mei, at=NINE + 3 * D)
    assert close_loop(plan=plan, actor=cast.mei, at=NINE + 3 * D).state == "closed"
    SubjectBattery.check_kind(PLAN, [plan.pk])


@pytest.mark.django_db
def test_it_is_built_previewed_opened_and_answered_on_its_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    assert (
        client.post(
            reverse("surveys:studies", args=["yard"]), {"title": "年度", "code": "annual", "annual": "1"}
        ).status_code
        == 302
    )
    study = Study.objects.get()
    page = reverse("surveys:study", args=["yard", study.pk])
    act = {
        verb: reverse("surveys:study_act", args=["yard", study.pk, verb]) for verb in ("add", "open", "plan", "close")
    }
    assert (
        client.post(act["add"], {"section": "overall", "kind": "single", "text": "住多久", "options": "一"}).status_code
        == 422
    )
    for address in (
        page,
        reverse("surveys:study_preview", args=["yard", study.pk]),
        reverse("surveys:studies", args=["yard"]),
    ):
        assert client.get(address).status_code == 200
    public = reverse("surveys:study_answer", args=[study.token])
    assert client.get(public).status_code == 404
    first, second = study.questions.all()[:2]
    act |= {verb: reverse("surveys:study_act", args=["yard", study.pk, verb]) for verb in ("up", "down", "reword")}
    client.post(act["down"], {"question": first.pk})
    client.post(act["up"], {"question": second.pk})  # it stands first already
    client.post(act["reword"], {"title": "年度满意度", "intro": "请如实填写"})
    assert [row.pk for row in study.questions.all()][:2] == [second.pk, first.pk]
    assert "请如实填写" in client.get(reverse("surveys:study_preview", args=["yard", study.pk])).content.decode()
    owner = an_owner(cast, a_unit(cast))
    assert "1 位业主" in client.get(page).content.decode()
    client.post(act["open"], {"days": "14", "population": "50", "letters": "1"})
    assert StudyInvitation.objects.get().person == owner and write_letters() == 1 and write_letters() == 0
    client.post(act["reword"], {"title": "改题", "intro": ""})
    study.refresh_from_db()
    assert study.title == "年度满意度"
    client.logout()
    assert client.get(public).status_code == 200
    form = {f"q{row.pk}": "4" for row in study.questions.all() if row.kind == "scale"}
    assert client.post(public, {"form_key": str(uuid.uuid4())}).status_code == 422
    assert client.post(public, form | {"form_key": str(uuid.uuid4())}).status_code == 200
    client.force_login(cast.mei)
    due = f"{(now() + 20 * D):%Y-%m-%d}"
    client.post(act["plan"], {"section": "service", "due_on": due, "finding": "慢", "measure": "培训"})
    words = reverse("surveys:study_words", args=["yard", study.pk])
    fill_study(study=study, form_key=uuid.uuid4(), given=given(study), at=now())
    shown = client.get(page).content.decode()
    assert f"{words}?theme=lift&amp;mood=negative" in shown and study.plans.count() == 1
    assert "电梯太慢" in client.get(f"{words}?theme=lift&mood=negative").content.decode()
    assert "电梯太慢" not in client.get(f"{words}?theme=lift&mood=positive").content.decode()
    assert client.get(f"{words}?theme=nonsense").status_code == 404 and client.get(words).status_code == 200
    assert client.get(reverse("surveys:study_report", args=["yard", study.pk])).status_code == 200
    client.post(act["close"])
    client.logout()
    assert client.get(public).status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("mei", 200), ("rita", 200), ("audrey", 200), ("mia", 404), ("cleo", 403)])
def test_who_sees_surveys_of_owners(cast: Cast, client: Client, who: str, status: int) -> None:
    study = a_study(cast, at=now())
    client.force_login(getattr(cast, who))
    for name in ("study", "study_preview"):
        assert client.get(reverse(f"surveys:{name}", args=["yard", study.pk])).status_code == status
    if who == "rita":
        assert client.get(reverse("surveys:study_paper", args=["yard", study.pk])).status_code == 200
        assert client.post(reverse("surveys:study_act", args=["yard", study.pk, "close"])).status_code == 403
