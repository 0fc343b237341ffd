import pytest
from django.utils.translation import override

from guanjia.standards.models import StandardPatch
from guanjia.standards.public import effective, patch_standard, switch_off
from tests.standards.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_catalogue")]
FIRST, PATROL, SURVEY = "testing.check.first", "testing.fire.patrol", "testing.survey"


def page(client, user, path="", site="yard", **given):
    client.force_login(user)
    return client.get(f"/s/{site}/standards/{path}", **given)


def typed(client, user, code=FIRST, scope="", **changes):
    """The form as it is shown, with some fields typed over, sent."""
    path = f"/s/yard/standards/{code}/edit/{scope}"
    client.force_login(user)
    form = client.get(path).context["form"]
    data = {bound.name: bound.value() if bound.value() is not None else "" for bound in form}
    return client.post(path, {**data, "reason": "agreed with the client", **changes})


def test_the_list_says_when_who_and_where_from(client, cast):
    patch_standard(site=cast.site, code=FIRST, fields={"weight": 3}, reason="r", actor=cast.mei, at=NOW)
    text = page(client, cast.alice).content.decode()
    assert "首检" in text and "testing.check.first" in text
    with override("en"):
        client.cookies["django_language"] = "en"
        english = page(client, cast.alice, headers={"accept-language": "en"}).content.decode()
    assert "2 hours before the start" in english
    assert "this site" in english


@pytest.mark.parametrize(("query", "found"), [("首检", 1), ("patrol", 1), ("nothing", 0), ("", 4)])
def test_the_list_is_searched(client, cast, query, found):
    assert len(page(client, cast.alice, f"?q={query}").context["page"].object_list) == found


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("alice", "", 200),
        ("alice", f"{FIRST}/", 200),
        ("alice", "law/", 200),
        ("alice", f"{FIRST}/edit/", 403),
        ("mei", f"{FIRST}/edit/", 200),
        ("mei", f"{FIRST}/edit/?scope=company", 403),
        ("hugo", f"{FIRST}/edit/?scope=company", 200),
        ("audrey", f"{FIRST}/edit/", 200),
        ("mei", "testing.unknown/", 404),
        ("charlie", "", 404),
        ("mia", f"{FIRST}/edit/", 404),
        ("cleo", "", 403),
    ],
)
def test_who_may_open_which_page(client, cast, who, path, status):
    assert page(client, getattr(cast, who), path).status_code == status


def test_an_auditor_changes_nothing(client, cast):
    client.force_login(cast.audrey)
    assert client.post(f"/s/yard/standards/{FIRST}/edit/", {"weight": "9", "reason": "x", "rev": 0}).status_code == 403
    assert client.post(f"/s/yard/standards/{FIRST}/switch/", {"reason": "x"}).status_code == 403
    assert not StandardPatch.objects.exists()


def test_only_what_was_typed_over_becomes_the_patch(client, cast):
    response = typed(client, cast.mei, when="relative: {moment: starts_at, offset: -3h}", weight="5")
    assert response.status_code == 302
    patch = StandardPatch.objects.get()
    assert patch.fields == {"when": {"relative": {"moment": "starts_at", "offset": "-3h"}}, "weight": 5}
    assert (patch.site, patch.actor, patch.reason) == (cast.site, cast.mei, "agreed with the client")
    shown = page(client, cast.alice, f"{FIRST}/").content.decode()
    assert "-3h" in shown and "agreed with the client" in shown


def test_head_office_changes_all_sites(client, cast):
    typed(client, cast.hugo, scope="?scope=company", weight="5")
    assert [effective(site)[FIRST][0].weight for site in (cast.site, cast.other_site)] == [5, 5]


@pytest.mark.parametrize(
    ("code", "changes", "field", "said"),
    [
        (FIRST, {"weight": "heavy"}, "weight", "整数"),
        (FIRST, {"window": "opens: [1h"}, "window", "第 1 行"),
        (FIRST, {"window": "opens: -1h"}, "window", "opens"),
        (FIRST, {"weight": "5", "reason": ""}, "reason", ""),
        (FIRST, {"when": "floating: {start: starts_at, every: 1d}"}, "when", "类型"),
        (PATROL, {"when": "calendar: {rule: FREQ=DAILY}"}, "when", "公安部令第61号第25条"),
        (SURVEY, {"weight": "5"}, "audience", "总部"),
        (FIRST, {}, None, "没有"),
    ],
)
def test_a_refused_patch_names_the_field_and_keeps_what_was_typed(client, cast, code, changes, field, said):
    response = typed(client, cast.mei, code, **changes)
    assert response.status_code == 422
    form = response.context["form"]
    errors = form.non_field_errors() if field is None else form.errors[field]
    assert said in " ".join(errors)
    for name, value in changes.items():
        assert form[name].value() == value
    assert not StandardPatch.objects.exists()


def test_emptying_a_field_takes_the_own_value_back(client, cast):
    typed(client, cast.mei, weight="5")
    assert typed(client, cast.mei, weight="").status_code == 302
    assert effective(cast.site)[FIRST][0].weight == 1


def test_a_stale_save_shows_both_versions(client, cast):
    client.force_login(cast.mei)
    path = f"/s/yard/standards/{FIRST}/edit/"
    form = client.get(path).context["form"]
    data = {bound.name: bound.value() if bound.value() is not None else "" for bound in form}
    patch_standard(site=cast.site, code=FIRST, fields={"weight": 7}, reason="first", actor=cast.hugo, at=NOW)
    response = client.post(path, {**data, "weight": "5", "reason": "mine"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "5" in text and "7" in text and "Hugo" in text


def test_switching_off_and_on_asks_for_a_reason(client, cast):
    client.force_login(cast.mei)
    path = f"/s/yard/standards/{FIRST}/switch/"
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "one check will do", "to": "off"}).status_code == 302
    assert effective(cast.site)[FIRST][0].off == "one check will do"
    assert client.post(path, {"reason": "client insists", "to": "on"}).status_code == 302
    assert effective(cast.site)[FIRST][0].off == ""
    assert client.get(path).status_code == 405


def test_switching_off_what_the_law_asks_for_is_refused_on_the_page(client, cast):
    client.force_login(cast.mei)
    response = client.post(f"/s/yard/standards/{PATROL}/switch/", {"reason": "costly", "to": "off"})
    assert response.status_code == 422
    assert "公安部令第61号第25条" in response.content.decode()


def test_a_change_at_another_site_is_not_in_the_history(client, cast):
    switch_off(company=cast.company, code=FIRST, reason="for all", actor=cast.hugo, at=NOW)
    assert len(page(client, cast.mei, f"{FIRST}/").context["history"]) == 1


@pytest.mark.parametrize("path", ["", f"{FIRST}/", "law/"])
def test_a_page_asks_the_same_questions_whatever_was_patched(client, cast, path, django_assert_max_num_queries):
    page(client, cast.alice, path)
    for code in (FIRST, "testing.check.second", PATROL):
        patch_standard(site=cast.site, code=code, fields={"weight": 3}, reason="r", actor=cast.mei, at=NOW)
    with django_assert_max_num_queries(16):
        page(client, cast.alice, path)
