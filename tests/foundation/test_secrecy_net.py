"""What carries a mark is not kept, whichever form or endpoint it was sent to: also where no page asks."""

import json

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from guanjia.foundation.journal.models import Entry
from guanjia.foundation.secrecy.middleware import SecrecyMiddleware
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.tables.models import SavedView
from guanjia.people.models import Organisation
from guanjia.ui.formparts import field
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MARKED = "关于绝密★十年的会"


def test_a_form_that_forgot_to_ask_keeps_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    cast.site.settings["secrecy_contact"] = "保密办 8001"
    cast.site.save()
    url = reverse("people:organisation_add", kwargs={"site_code": cast.site.code})
    before = Entry.objects.count()
    sent = {"name": "城建局", "short_name": "城建", "kind": "government", "credit_code": "", "address": MARKED}
    answer = client.post(url, sent, headers={"referer": f"http://testserver{url}"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "保密办 8001" in text and MARKED not in text and f'href="{url}"' in text
    assert not Organisation.objects.filter(name="城建局").exists() and Entry.objects.count() == before
    assert client.post(url, sent | {"address": "秘密投票路 1 号"}).status_code == 302


def test_the_name_of_a_kept_list_is_looked_at_too(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    url = reverse("places:rooms", kwargs={"site_code": cast.site.code})
    assert client.post(url, {"save_view": MARKED}).status_code == 422
    assert not SavedView.objects.exists()


def test_a_page_that_refuses_by_itself_keeps_its_answer(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    url = reverse("conference:call", kwargs={"site_code": cast.site.code})
    answer = client.post(url, {"title": MARKED})
    assert answer.status_code == 422 and 'name="title"' in answer.content.decode()


def test_a_password_is_not_read(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": "alice", "password": "机密"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [({"a": [{"b": MARKED}]}, 422), ({MARKED: 1}, 422), ({"a": "秘密投票"}, 200), (None, 200)],
)
def test_json_is_answered_in_json_and_undone(cast: Cast, body: object, status: int) -> None:
    def forgetful(request: HttpRequest) -> HttpResponse:
        Organisation.objects.create(company=cast.company, name="城建局")
        return HttpResponse("stored")

    request = RequestFactory().post("/api/v1/x", json.dumps(body), content_type="application/json")
    answer = SecrecyMiddleware(forgetful)(request)
    assert answer.status_code == status
    assert Organisation.objects.filter(name="城建局").exists() == (status == 200)
    if status == 422:
        assert json.loads(answer.content)["error"] == "secret" and MARKED not in answer.content.decode()


def test_a_refusal_that_no_page_words_is_worded(cast: Cast) -> None:
    request = RequestFactory().post("/p/x", {"a": "b"})
    answer = SecrecyMiddleware(lambda _request: HttpResponse())(request)
    assert answer.status_code == 200
    worded = SecrecyMiddleware(lambda _request: HttpResponse()).process_exception(request, SecretRefused("a", "8001"))
    assert worded is not None and worded.status_code == 422 and "8001" in worded.content.decode()


@pytest.mark.parametrize(
    ("typed", "shown"), [("机密★1年 方案", False), ("(秘密) 名单", False), ("保密须知", True), ("商业秘密培训", True)]
)
def test_what_is_refused_for_its_mark_does_not_stand_in_the_form_again(typed: str, shown: bool) -> None:
    class Words(forms.Form):
        title = forms.CharField()
        place = forms.CharField()

    form = Words({"title": typed, "place": "东门"})
    page = str(field(form["title"])["widget"]) + str(field(form["place"])["widget"])
    assert (typed in page) is shown and "东门" in page, "only the marked text is taken off"
