"""A resident follows a complaint, judges its result, takes it back; a quote is said yes to once; a neighbour finds nothing."""

from typing import Any

import pytest
from django.test import Client

from guanjia.complaints.public import Complaint, ComplaintState, Level, answer, classify, handle
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.portal.queries.entrances import PAY_URL, leads_outside
from guanjia.portal.rules.shown import yuan
from guanjia.servicedesk.models import PriceItem
from guanjia.servicedesk.public import Ask, Channel, Quote, log_request, offer_quote
from tests.cast import Cast
from tests.portal.neighbours import OTHER_PHONE, PHONE, Neighbours, log_in, neighbours

S = ComplaintState


@pytest.fixture
def door(cast: Cast, client: Client) -> Neighbours:
    at = site_now(cast.site)
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    cast.site.held_at = at
    found = neighbours(cast.site, at, local(cast.site, at).date())
    log_in(client, cast.site, PHONE)
    return found


def complain(client: Any, key: str) -> Complaint:
    typed = {"problem": "楼上装修太早", "kind": "other", "place": "", "key": key}
    assert client.post("/p/home/yard/complaints/", typed).status_code == 302
    return Complaint.objects.latest("pk")


@pytest.mark.django_db
def test_not_content_goes_up_content_ends_it_and_only_before_the_answer_it_is_taken_back(
    door: Neighbours, client: Client, cast: Cast
) -> None:
    at, found = door.site.held_at, complain(client, "k1")
    url = f"/p/home/yard/complaints/{found.number}/"
    li = Client()
    log_in(li, door.site, OTHER_PHONE)
    assert client.get(url).status_code == 200 and li.get(url).status_code == 404
    assert li.post(f"{url}withdraw/", {"reason": "x"}).status_code == 404
    early = client.post(f"{url}hear/", {"satisfied": "yes"}, follow=True)
    found.refresh_from_db()
    assert early.status_code == 200 and found.stage is S.RECEIVED, "nobody judges a result that was not told"
    who = {"actor": cast.mia, "at": at}
    classify(
        complaint=found,
        level=Level.GENERAL,
        kind=found.kind,
        is_true=True,
        is_valid=True,
        mind_set="vent",
        happened_at=at,
        asked_at=at,
        place="3-1301",
        persons="装修队",
        **who,
    )
    handle(complaint=found, **who)
    answer(complaint=found, process="已上门", result="约定八点后施工", how="phone", **who)
    assert "约定八点后施工" in client.get(url).content.decode()
    assert client.post(f"{url}withdraw/", {"reason": "算了"}).status_code == 404
    assert client.post(f"{url}hear/", {"satisfied": "no", "comment": " "}).status_code == 422
    client.post(f"{url}hear/", {"satisfied": "no", "comment": "今天又七点", "score": "1"})
    found.refresh_from_db()
    assert (found.stage, found.score, found.comment) == (S.RAISED, 1, "今天又七点")
    answer(complaint=found, process="再次上门", result="装修公司已换班", how="phone", **who)
    client.post(f"{url}hear/", {"satisfied": "yes", "score": "5"})
    found.refresh_from_db()
    assert found.stage is S.SATISFIED
    other = complain(client, "k2")
    client.post(f"/p/home/yard/complaints/{other.number}/withdraw/", {"reason": "已解决"})
    other.refresh_from_db()
    assert other.stage is S.WITHDRAWN


@pytest.mark.django_db
def test_a_price_is_agreed_to_once_by_whoever_asked(door: Neighbours, client: Client, cast: Cast) -> None:
    at = door.site.held_at
    PriceItem.objects.create(site=door.site, code="tap", title="更换水龙头", price_fen=123450)
    ask = Ask(title="水龙头坏了", channel=Channel.PORTAL, unit_id=door.unit.pk, person_id=door.wang.pk)
    made = log_request(site=door.site, ask=ask, actor=cast.rita, at=at)
    quote = offer_quote(request=made, counts={"tap": 2}, actor=cast.rita, at=at)
    url = f"/p/home/yard/requests/{made.number}/"
    first = client.get("/p/home/yard/").content.decode()
    assert url in first and "有偿维修报价" in first, "what waits for a word stands on the first page"
    assert "¥2,469.00" in client.get(url).content.decode()
    li = Client()
    log_in(li, door.site, OTHER_PHONE)
    assert li.post(f"{url}quote/accept/").status_code == 404
    assert url not in li.get("/p/home/yard/").content.decode()
    client.post(f"{url}quote/accept/")
    client.post(f"{url}quote/refuse/")
    assert "有偿维修报价" not in client.get("/p/home/yard/").content.decode()
    quote.refresh_from_db()
    assert (quote.state, quote.decided_how) == (Quote.State.ACCEPTED, "portal")


@pytest.mark.parametrize(
    ("fen", "words"), [(0, "¥0.00"), (5, "¥0.05"), (99, "¥0.99"), (100, "¥1.00"), (123450, "¥1,234.50")]
)
def test_an_amount_is_said_in_yuan(fen: int, words: str) -> None:
    assert yuan(fen) == words


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://pay.example.org/yard", True),
        ("", False),
        ("http://pay.example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://bank.example@evil.example/", False),
        ("https://pay.example.org/ x", False),
    ],
)
def test_which_address_may_stand_behind_the_tile(url: str, shown: bool) -> None:
    assert leads_outside(url) is shown


@pytest.mark.django_db
def test_paying_leads_outside_only_where_the_site_says_so(door: Neighbours, client: Client) -> None:
    assert "去缴费" not in client.get("/p/home/yard/").content.decode()
    Site.objects.filter(pk=door.site.pk).update(settings={PAY_URL.key: "https://pay.example.org/yard"})
    page = client.get("/p/home/yard/").content.decode()
    assert "去缴费" in page and 'href="https://pay.example.org/yard"' in page
