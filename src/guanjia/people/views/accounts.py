"""What the log-in library asks the house: who has that phone, who may sign up, how secrets are kept."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from guanjia.people.forms.fields import PhoneField
from guanjia.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a manager, never by signing up; a phone is looked up in E.164."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """The field that tells a phone from a user name."""
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """(number, verified), None without one."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Store the number."""
        User.objects.filter(pk=user.pk).update(phone=phone or None, phone_verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        """The number was answered from."""
        User.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Whose number it is, however it was typed."""
        try:
            number = PhoneField().clean(phone)
        except ValidationError:
            return None
        return User.objects.filter(phone=number).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """No text messages are sent: a manager who knows the person enters the number."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted under the installation's key."""

    def encrypt(self, text: str) -> str:
        """Ciphertext."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Plain text again."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    digest = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
