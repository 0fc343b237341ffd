"""An account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts; names are stored as given, phones must already be E.164."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A saved account; without a password nobody can log in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A saved account that is a member of every site."""
        return self.create_user(username, password, **fields | {"is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of that user name, in any mix of capitals."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Somebody who logs in. What they may see hangs on Membership, what they owe on posts.

    `person_id` names a foundation.persons.Person; None while the account belongs to no known natural person.
    """

    username = models.CharField(_("user name"), max_length=64, unique=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    phone = models.CharField(_("phone"), max_length=16, null=True, blank=True, unique=True, help_text="E.164")
    phone_verified = models.BooleanField(default=False)
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    person_id = models.BigIntegerField(null=True, blank=True, unique=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    is_superuser = models.BooleanField(_("administers the installation"), default=False)
    joined_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        ordering = ["display_name", "username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Empty e-mail and phone are stored as NULL, for they are unique."""
        self.email, self.phone = self.email or None, self.phone or None
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name on the page."""
        return str(self)

    def get_short_name(self) -> str:
        """The name on the page."""
        return str(self)
