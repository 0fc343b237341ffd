"""Logging in by phone, e-mail or user name; the second factor; landing at the right site."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from guanjia.config import settings as product
from guanjia.people.forms.fields import PhoneField
from guanjia.people.models import User
from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def _no_rate_left_over():
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "login", ["alice", "Alice", "alice@example.org", "13800000001", "+86 138 0000 0001", "138-0000-0001"]
)
def test_log_in_by_phone_mail_or_user_name(cast: Cast, client: Client, login):
    answer = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == "/s/"
    assert client.get("/s/")["Location"] == "/s/yard/"


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["alice", "nobody", "13800000001", "13900000000", "nobody@example.org"])
def test_a_wrong_password_or_unknown_name_keeps_what_was_typed(cast: Cast, client: Client, login):
    answer = client.post(reverse("account_login"), {"login": login, "password": "wrong"})
    assert answer.status_code == 200
    assert login in answer.content.decode()


@pytest.mark.django_db
def test_a_barred_account_does_not_get_in(cast: Cast, client: Client):
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    answer = client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_guessing_passwords_is_slowed_down(cast: Cast, client: Client, settings):
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "alice", "password": "wrong"})
    answer = client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    assert answer.status_code == 200 and "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_nobody_signs_up(client: Client):
    answer = client.post(reverse("account_signup"), {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["mei", "audrey"])
def test_a_site_may_ask_managers_and_auditors_for_a_second_factor(cast: Cast, client: Client, who):
    client.force_login(cast.users[who])
    page = reverse("people:staff", args=["yard"])
    assert client.get(page).status_code == 200
    cast.site.settings["second_factor"] = True
    cast.site.save()
    assert client.get(page)["Location"] == reverse("mfa_activate_totp")
    totp.TOTP.activate(cast.users[who], totp.generate_totp_secret())
    assert client.get(page).status_code == 200


@pytest.mark.django_db
def test_others_are_not_asked_for_it(cast: Cast, client: Client):
    cast.site.settings["second_factor"] = True
    cast.site.save()
    client.force_login(cast.alice)
    assert client.get(reverse("people:staff", args=["yard"])).status_code == 200


@pytest.mark.django_db
def test_the_secret_of_an_authenticator_is_not_kept_in_the_clear(cast: Cast):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.mei, secret)
    kept = Authenticator.objects.get(user=cast.mei)
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(
        totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    )


@pytest.mark.django_db
def test_the_second_factor_is_asked_after_the_password(cast: Cast, client: Client):
    totp.TOTP.activate(cast.mei, totp.generate_totp_secret())
    answer = client.post(reverse("account_login"), {"login": "mei", "password": PASSWORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup", "account_inactive"])
def test_pages_before_the_log_in_open(client: Client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "account_logout", "account_reauthenticate"])
def test_pages_of_the_own_account_open(cast: Cast, client: Client, name):
    client.force_login(cast.alice)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    ("typed", "stored"), [("13800138000", "+8613800138000"), ("", ""), ("0571-88001234", "+8657188001234")]
)
def test_a_phone_is_stored_in_one_way_of_writing(typed, stored):
    assert PhoneField(required=False).clean(typed) == stored


@pytest.mark.parametrize("typed", ["8001", "alice1234", "abc", "12"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(ValidationError):
        PhoneField(required=False).clean(typed)


@pytest.mark.django_db
def test_an_unknown_address_is_not_invited_to_sign_up(cast: Cast, client: Client, mailoutbox):
    for address, letters in (("stranger@example.org", 0), ("alice@example.org", 1)):
        answer = client.post(reverse("account_reset_password"), {"email": address})
        assert answer.status_code == 302 and len(mailoutbox) == letters
