"""Surveys: sent once, answered once, counted with what they are a share of."""

import uuid
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from guanjia.foundation.persons.public import make_person
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.clock import now
from guanjia.surveys.models import Answer, Invitation, Survey
from guanjia.surveys.public import AnswerRefused, enter_paper, results_of, send_survey, take_answer
from guanjia.surveys.rules.questions import bad_scores, is_open, is_satisfied, low_codes, satisfied_share, sent_late
from tests.cast import Cast
from tests.factories.conference import NINE

S, H, D = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
GOOD = {"overall": 5, "staff": 4}


def a_survey(cast: Cast, at: datetime = NINE, people: tuple = ()) -> Survey:
    return send_survey(
        site=cast.site, subject=("conference.event", 1), title="例会", ended_at=NINE, people=people, actor=None, at=at
    )


@pytest.mark.parametrize(("score", "yes"), [(1, False), (3, False), (4, True), (5, True)])
def test_satisfied_begins_at_four(score: int, yes: bool) -> None:
    assert is_satisfied(score) is yes


@pytest.mark.parametrize(("after", "late"), [(24 * H, False), (24 * H + S, True), (timedelta(), False)])
def test_late_begins_after_24_hours(after: timedelta, late: bool) -> None:
    assert sent_late(NINE, NINE + after) is late


@pytest.mark.parametrize(
    ("scores", "wrong"),
    [
        ({"overall": 5}, []),
        ({"overall": 0}, ["overall"]),
        ({"overall": 6}, ["overall"]),
        ({"staff": 3}, ["overall"]),
        ({"overall": 3, "price": 3}, ["price"]),
    ],
)
def test_what_is_wrong_with_scores(scores: dict[str, int], wrong: list[str]) -> None:
    assert bad_scores(scores) == wrong


def test_low_marks_ask_for_improvement_at_two_not_at_three() -> None:
    assert low_codes({"staff": 2, "venue": 3, "overall": 1}) == ("staff", "overall")


def test_the_share_comes_with_its_total() -> None:
    assert satisfied_share([5, 4, 3, 1]) == (2, 4)
    assert satisfied_share([]) == (0, 0)


@pytest.mark.parametrize(("after", "open_"), [(14 * D - S, True), (14 * D, False)])
def test_two_weeks_are_open(after: timedelta, open_: bool) -> None:
    assert is_open(NINE, NINE + after) is open_


@pytest.mark.django_db
def test_sending_twice_makes_one_survey_and_one_invitation_each(cast: Cast) -> None:
    guest = make_person(site=cast.site, name="王芳", actor=cast.alice, at=NINE, private={"email": "w@example.org"})
    first = a_survey(cast, people=(guest,))
    second = a_survey(cast, at=NINE + 30 * H, people=(guest,))
    assert first.pk == second.pk and not second.late
    assert Invitation.objects.count() == 1


@pytest.mark.django_db
def test_a_form_sent_twice_counts_once(cast: Cast) -> None:
    survey, key = a_survey(cast), uuid.uuid4()
    for _twice in range(2):
        take_answer(survey=survey, form_key=key, scores=GOOD, at=NINE + H)
    assert Answer.objects.count() == 1
    assert {each.question.code: (each.satisfied, each.total) for each in results_of(survey)}["overall"] == (1, 1)


@pytest.mark.django_db
def test_a_personal_invitation_is_used_once(cast: Cast) -> None:
    guest = make_person(site=cast.site, name="王芳", actor=cast.alice, at=NINE)
    survey = a_survey(cast, people=(guest,))
    way_in = Invitation.objects.get()
    take_answer(survey=survey, form_key=uuid.uuid4(), scores=GOOD, invitation=way_in, at=NINE + H)
    with pytest.raises(AnswerRefused):
        take_answer(survey=survey, form_key=uuid.uuid4(), scores=GOOD, invitation=way_in, at=NINE + H)
    assert Answer.objects.count() == 1


@pytest.mark.django_db
def test_closed_and_marked_answers_are_refused(cast: Cast) -> None:
    survey = a_survey(cast)
    with pytest.raises(AnswerRefused):
        take_answer(survey=survey, form_key=uuid.uuid4(), scores=GOOD, at=NINE + 14 * D)
    with pytest.raises(SecretRefused):
        take_answer(survey=survey, form_key=uuid.uuid4(), scores=GOOD, remark="绝密★1年", at=NINE + H)
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_paper_counts_once_also_after_closing(cast: Cast) -> None:
    survey = a_survey(cast)
    enter_paper(survey=survey, sheet_number="DC-1", scores=GOOD, actor=cast.bob, at=NINE + 20 * D)
    with pytest.raises(AnswerRefused):
        enter_paper(survey=survey, sheet_number="DC-1", scores=GOOD, actor=cast.bob, at=NINE + 20 * D)
    assert Answer.objects.get().entered_by == cast.bob


@pytest.mark.django_db(transaction=True)
def test_a_personal_invitation_raced_is_used_once(cast_committed: Cast) -> None:
    guest = make_person(site=cast_committed.site, name="王芳", actor=cast_committed.alice, at=NINE)
    survey = a_survey(cast_committed, people=(guest,))
    way_in, gate = Invitation.objects.get(), Barrier(6)
    refused: list[str] = []

    def run() -> None:
        gate.wait()
        try:
            take_answer(survey=survey, form_key=uuid.uuid4(), scores=GOOD, invitation=way_in, at=NINE + H)
        except AnswerRefused as each:
            refused.append(each.code)
        finally:
            connection.close()

    threads = [Thread(target=run) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Answer.objects.count(), refused) == (1, ["used"] * 5)


@pytest.mark.django_db
def test_an_attendee_answers_on_the_phone(cast: Cast, client: Client) -> None:
    survey = a_survey(cast, at=now())
    address = reverse("surveys:answer", args=[survey.token])
    page = client.get(address)
    assert page.status_code == 200
    key = str(uuid.uuid4())
    bad = client.post(address, {"form_key": key, "remark": "空调太冷"})
    assert bad.status_code == 422 and "空调太冷" in bad.content.decode()
    assert client.post(address, {"form_key": key, "overall": "2", "recommend": "3"}).status_code == 200
    assert Answer.objects.get().recommend == 3
    assert client.get(reverse("surveys:answer", args=["nonsense"])).status_code == 404


@pytest.mark.django_db
def test_a_closed_survey_says_so(cast: Cast, client: Client) -> None:
    survey = a_survey(cast)
    assert client.get(reverse("surveys:answer", args=[survey.token])).status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)])
def test_who_sees_surveys(cast: Cast, client: Client, who: str, status: int) -> None:
    survey = a_survey(cast)
    enter_paper(survey=survey, sheet_number="1", scores=GOOD, actor=cast.bob, at=NINE)
    client.force_login(getattr(cast, who))
    for name in ("survey", "sheet"):
        assert client.get(reverse(f"surveys:{name}", args=["yard", survey.pk])).status_code == status
    assert client.get(reverse("surveys:surveys", args=["yard"])).status_code == status


@pytest.mark.django_db
def test_paper_is_entered_on_its_page(cast: Cast, client: Client) -> None:
    survey = a_survey(cast)
    client.force_login(cast.bob)
    address = reverse("surveys:paper", args=["yard", survey.pk])
    given = {"form_key": str(uuid.uuid4()), "overall": "4", "sheet_number": "7"}
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(("scores", "recommend", "taken"), [
    ({"overall": 5}, 10, True), ({"overall": 5}, 11, False), ({"overall": 5}, -1, False), ({"staff": 5}, 9, False),
])  # fmt: skip
def test_overall_is_needed_and_recommending_ends_at_ten(
    cast: Cast, scores: dict[str, int], recommend: int, taken: bool
) -> None:
    survey, given = a_survey(cast), {"form_key": uuid.uuid4(), "scores": scores, "recommend": recommend, "at": NINE + H}
    if taken:
        assert take_answer(survey=survey, **given).recommend == recommend
        return
    with pytest.raises(AnswerRefused):
        take_answer(survey=survey, **given)
