"""Complaints for tests."""

from datetime import datetime, timedelta
from typing import Any

from guanjia.complaints.actions.handling import answer, ask_details, classify, handle
from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.models import Complaint
from guanjia.complaints.rules.nature import Kind
from guanjia.foundation.persons.public import Person, make_person
from guanjia.knowledge.public import Article, write_article
from guanjia.people.public import Occupancy, Relation
from guanjia.places.public import Building, Unit
from tests.cast import Cast
from tests.factories.conference import NINE

M = timedelta(minutes=1)
H = timedelta(hours=1)


def a_unit(cast: Cast, code: str = "3-2-1201", **fields: Any) -> Unit:
    building, _made = Building.objects.get_or_create(
        site=cast.site, code=code.split("-")[0], defaults={"name": f"{code.split('-')[0]}幢"}
    )
    return Unit.objects.create(site=cast.site, building=building, code=code, number=code.rsplit("-", 1)[-1], **fields)


def an_owner(cast: Cast, unit: Unit | None = None, name: str = "王秀英", **fields: Any) -> Person:
    person = make_person(
        site=cast.site,
        name=name,
        actor=cast.rita,
        at=NINE,
        link="occupier",
        private={"phone": fields.pop("phone", "13800138000")},
    )
    if unit is not None:
        Occupancy.objects.create(
            site=cast.site, unit=unit, person=person, relation=Relation.OWNER, is_contact=True, **fields
        )
    return person


def heard(**fields: Any) -> Heard:
    given = {
        "problem": "3幢门禁坏了三天没人修", "happened_at": NINE - H, "place": "3幢大堂", "persons": "当班保安",
        "kind": Kind.SECURITY,
    }  # fmt: skip
    return Heard(**(given | fields))


def a_complaint(cast: Cast, at: datetime = NINE, **fields: Any) -> Complaint:
    return receive_complaint(site=cast.site, heard=heard(**fields), actor=cast.rita, at=at)


def judged(cast: Cast, at: datetime = NINE + 10 * M, *, valid: bool = True, **fields: Any) -> Complaint:
    """Taken, asked, classified."""
    complaint = a_complaint(cast, **fields)
    ask_details(complaint=complaint, details="业主提供了照片", actor=cast.rita, at=at)
    return classify(complaint=complaint, is_true=valid, is_valid=valid, actor=cast.rita, at=at)


def answered(cast: Cast, at: datetime = NINE + H, **fields: Any) -> Complaint:
    complaint = judged(cast, **fields)
    handle(complaint=complaint, actor=cast.rita, at=NINE + 20 * M)
    return answer(
        complaint=complaint, process="已派人更换读卡器", result="门禁恢复正常", how="phone", actor=cast.rita, at=at
    )


def an_article(cast: Cast, question: str, points: str, words: str = "", at: datetime = NINE) -> Article:
    """An approved article that is valid for half a year, and well beyond any clock of the tests."""
    article = write_article(
        site=cast.site, group="repair", question=question, points=points, words=words, actor=cast.rita, at=at
    )
    Article.objects.filter(pk=article.pk).update(
        state="approved", version=1, approved_by=cast.mei, approved_at=at, valid_until=at.date() + timedelta(days=3650)
    )
    article.refresh_from_db()
    return article
