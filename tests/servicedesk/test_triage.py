"""What the words suggest to whoever sorts requests, and how often that was right (REPR-002, FIELD 21)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.models import Site
from guanjia.knowledge.models import Judged
from guanjia.knowledge.public import ArticleGroup, accuracy, approve_article, write_article
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.public import cancel_request
from guanjia.servicedesk.queries.advice import UNIT, URGENCY, advice_on, suggested_kinds
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.triage import Heard, likely_urgency
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import a_home, ask, fresh


@pytest.mark.parametrize(
    ("kind", "danger", "heard"),
    [
        ("light.public", "", Heard(Urgency.NORMAL, "")),
        ("light.public", "冒烟", Heard(Urgency.URGENT, "冒烟")),
        ("lift.trapped", "", Heard(Urgency.URGENT, "")),
        ("", "", Heard(Urgency.NORMAL, "")),
    ],
)
def test_a_danger_or_an_urgent_kind_sounds_urgent(kind: str, danger: str, heard: Heard) -> None:
    kinds = catalogue().kinds
    found = kinds.get(kind) or next((each for each in kinds.values() if each.urgency is Urgency.NORMAL), None)
    assert likely_urgency(found if kind else None, danger) == heard


def address(row: ServiceRequest, verb: str = "triage") -> str:
    return reverse("servicedesk:request_act", args=["yard", row.number, verb])


def page_of(client: Client, row: ServiceRequest) -> str:
    return client.get(reverse("servicedesk:request", args=["yard", row.number])).content.decode()


@pytest.mark.django_db
def test_kind_urgency_and_door_are_suggested_and_measured_on_the_page(cast: Cast, client: Client) -> None:
    a_home(cast.site)
    row = ask(cast, "三栋二单元1201卫生间水管滴水")
    client.force_login(cast.hana)
    client.cookies["django_language"] = "en"
    page = page_of(client, row)
    assert 'value="3-2-1201"' in page and "滴水" in page and page.count("nobody knows how good this is") == 3
    first, *others = suggested_kinds(cast.site, row.title)
    client.post(address(row), {"kind": first, "urgency": "urgent", "unit": "3-2-1201"})
    row = fresh(row)
    assert (row.kind, row.urgency, row.unit.code) == (first, "urgent", "3-2-1201")
    worth = [accuracy(cast.site, purpose) for purpose in ("kind", URGENCY, UNIT)]
    assert [(each.asked, each.first) for each in worth] == [(1, 1)] * 3
    client.post(address(row), {"kind": others[0], "urgency": "normal", "unit": ""})
    judged = accuracy(cast.site)
    assert (judged.asked, judged.first, judged.three, accuracy(cast.site, URGENCY).first) == (1, 0, 1, 0)
    page = page_of(client, row)
    assert "Kind: of the last 1 suggestions here 0 % were right at once, 100 % among three" in page
    assert "Unit: of the last 1 suggestions here 100 %" in page


@pytest.mark.django_db
def test_another_door_is_counted_and_no_door_is_kept(cast: Cast, client: Client) -> None:
    a_home(cast.site)
    other, _person = a_home(cast.site, code="3-2-1202", name="李强", phone="13800006002")
    row = ask(cast, "3-2-1201 楼上滴水到我家")
    client.force_login(cast.hana)
    client.cookies["django_language"] = "en"
    client.post(address(row), {"kind": row.kind, "urgency": row.urgency, "unit": other.code})
    assert fresh(row).unit == other and accuracy(cast.site, UNIT).first == 0
    kept = Judged.objects.filter(purpose=UNIT).values_list("suggested", "label", "text")
    assert list(kept) == [("named", "another", "")]


@pytest.mark.django_db
def test_two_doors_in_the_words_or_one_that_is_not_here_suggest_none(cast: Cast) -> None:
    a_home(cast.site)
    a_home(cast.site, code="3-2-1202", name="李强", phone="13800006002")
    assert advice_on(cast.site, "3-2-1201 投诉 3-2-1202 太吵", "zh-hans", NINE).unit is None
    assert advice_on(cast.site, "9-9-909 没电", "zh-hans", NINE).unit is None
    assert advice_on(cast.other_site, "3-2-1201 没电", "zh-hans", NINE).unit is None


@pytest.mark.django_db
def test_raised_to_urgent_is_told_at_once_and_a_wrong_door_changes_nothing(cast: Cast, client: Client) -> None:
    row = ask(cast, "请问装修手续怎么办理")
    client.force_login(cast.hana)
    client.cookies["django_language"] = "en"
    told = Notice.objects.filter(template="servicedesk.urgent")
    answer = client.post(address(row), {"kind": row.kind, "urgency": "urgent", "unit": "9-9-9"}, follow=True)
    assert "There is no unit 9-9-9 here" in answer.content.decode()
    assert fresh(row).urgency == "normal" and not told.exists() and not Judged.objects.exists()
    client.post(address(row), {"kind": row.kind, "urgency": "urgent"})
    assert fresh(row).urgency == "urgent" and told.exists()
    count = told.count()
    client.post(address(row), {"kind": row.kind, "urgency": "urgent"})
    assert told.count() == count
    client.post(address(row), {"kind": "no.such", "urgency": "urgent"})
    assert fresh(row).kind == row.kind
    over = cancel_request(request=fresh(row), reason="已解决", actor=cast.hana, at=NINE)
    answer = client.post(address(over), {"kind": row.kind, "urgency": "normal"}, follow=True)
    assert "The request is over" in answer.content.decode() and fresh(row).urgency == "urgent"


@pytest.mark.django_db
def test_an_article_names_who_approved_it_and_until_when(cast: Cast, client: Client) -> None:
    Site.objects.update(held_at=NINE)
    article = write_article(
        site=cast.site, group=ArticleGroup.REPAIR, question="装修手续怎么办理", points="带房产证到前台", words="装修 手续",
        actor=cast.hana, at=NINE,
    )  # fmt: skip
    until = NINE.date() + timedelta(days=90)
    approve_article(article=article, until=until, actor=cast.mei, at=NINE)
    client.force_login(cast.hana)
    client.cookies["django_language"] = "en"
    page = page_of(client, ask(cast, "请问装修手续怎么办理"))
    assert str(cast.mei) in page and f"{until:%d}" in page and "带房产证到前台" in page


@pytest.mark.django_db
def test_while_typing_the_words_are_understood_and_kept_nowhere(cast: Cast, client: Client) -> None:
    a_home(cast.site)
    client.force_login(cast.hana)
    client.cookies["django_language"] = "en"
    where = reverse("servicedesk:advise", args=["yard"])
    part = client.post(where, {"title": "3-2-1201 厨房冒烟"}).content.decode()
    assert "3-2-1201" in part and "冒烟" in part and "Urgent" in part
    assert client.post(where, {}).content.decode().strip() == ""
    assert not ServiceRequest.objects.exists() and not Judged.objects.exists()
    client.force_login(cast.audrey)
    assert client.post(where, {"title": "漏水"}).status_code == 403
