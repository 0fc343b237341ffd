"""Tokens: made by whom for whom, told once, recognised, revoked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.api.models import ApiToken
from guanjia.api.scopes import Scope
from guanjia.api.tokens import TokenRefused, hash_of, make_token, revoke_token, token_of
from guanjia.foundation.journal.public import Entry
from guanjia.people.public import User
from tests.cast import Cast

NOW = datetime(2026, 3, 1, 4, tzinfo=UTC)


def given_token(
    cast: Cast, user: User, *scopes: Scope, actor: User | None = None, **fields: object
) -> tuple[ApiToken, str]:
    return make_token(
        user=user,
        sites=[cast.site],
        name="till",
        scopes=scopes or (Scope.PLACES_READ,),
        expires_at=fields.pop("expires_at", None),
        actor=actor or user,
        at=NOW,
        **fields,
    )


def test_the_text_is_not_kept(cast: Cast) -> None:
    token, text = given_token(cast, cast.alice)
    assert token.token_hash == hash_of(text) and text.startswith(token.prefix)
    assert text not in str(ApiToken.objects.values().get())
    assert token_of(text, at=NOW) == token


@pytest.mark.parametrize("seconds, opens", [(-1, True), (0, False), (1, False)])
def test_a_token_ends_on_time(cast: Cast, seconds: int, opens: bool) -> None:
    end = NOW + timedelta(days=1)
    _token, text = given_token(cast, cast.alice, expires_at=end)
    assert (token_of(text, at=end + timedelta(seconds=seconds)) is not None) is opens


def test_a_revoked_token_opens_nothing_and_is_revoked_once(cast: Cast) -> None:
    token, text = given_token(cast, cast.alice)
    for _again in range(2):
        revoke_token(token=token, actor=cast.alice, at=NOW)
    assert token_of(text, at=NOW) is None
    assert Entry.objects.filter(action="token.revoke").count() == 1


def test_a_barred_user_takes_their_tokens_along(cast: Cast) -> None:
    _token, text = given_token(cast, cast.alice)
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    assert token_of(text, at=NOW) is None


@pytest.mark.parametrize(
    "maker, user, scope, field",
    [
        ("alice", "bob", Scope.PLACES_READ, "user"),
        ("mei", "hugo", Scope.PLACES_READ, "user"),
        ("mei", "audrey", Scope.PLACES_READ, "user"),
        ("mei", "charlie", Scope.PLACES_READ, "user"),
        ("mei", "bob", Scope.DUTIES_EVIDENCE, "scopes"),
    ],
)
def test_nobody_lends_themselves_another_hand(cast: Cast, maker: str, user: str, scope: Scope, field: str) -> None:
    with pytest.raises(TokenRefused) as refused:
        given_token(cast, cast.users[user], scope, actor=cast.users[maker])
    assert refused.value.field == field


@pytest.mark.parametrize("maker, user", [("mei", "bob"), ("hugo", "audrey"), ("bob", "bob")])
def test_who_may_make_one(cast: Cast, maker: str, user: str) -> None:
    token, _text = given_token(cast, cast.users[user], actor=cast.users[maker])
    assert token.user == cast.users[user]


@pytest.mark.parametrize("days, fine", [(-1, False), (1, True), (1098, True), (1099, False)])
def test_a_token_lasts_three_years_at_most(cast: Cast, days: int, fine: bool) -> None:
    if fine:
        given_token(cast, cast.alice, expires_at=NOW + timedelta(days=days))
    else:
        with pytest.raises(TokenRefused):
            given_token(cast, cast.alice, expires_at=NOW + timedelta(days=days))


def test_the_page_tells_the_token_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    url = reverse("api:tokens", args=["yard"])
    form = {"name": "Wall", "user": cast.alice.pk, "sites": [cast.site.pk], "scopes": ["places:read"], "per_minute": 60}
    page = client.post(url, form)
    token = ApiToken.objects.get()
    text = page.context["told"]
    assert page.status_code == 200 and text in page.content.decode() and token.token_hash == hash_of(text)
    assert text not in client.get(url).content.decode()


def test_others_tokens_are_not_there(cast: Cast, client: Client) -> None:
    token, _text = given_token(cast, cast.bob)
    revoke = reverse("api:token_revoke", args=["yard", token.pk])
    for name, status in (("alice", 404), ("charlie", 404), ("audrey", 403), ("mei", 302)):
        client.force_login(cast.users[name])
        assert client.post(revoke).status_code == status, name
    token.refresh_from_db()
    assert token.revoked_at is not None


@pytest.mark.parametrize("name, status", [("alice", 200), ("audrey", 200), ("cleo", 403), ("charlie", 404)])
def test_who_opens_the_page(cast: Cast, client: Client, name: str, status: int) -> None:
    client.force_login(cast.users[name])
    assert client.get(reverse("api:tokens", args=["yard"])).status_code == status
