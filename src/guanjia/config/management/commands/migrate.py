"""`guanjia migrate`: Django's, in a fraction of the time."""

from typing import Any

from django.core.management.commands import migrate

from guanjia.config.rendering import rendering_what_changes


class Command(migrate.Command):
    """Takes what Django's command takes, and makes the same tables."""

    def handle(self, *args: Any, **options: Any) -> Any:
        with rendering_what_changes():
            return super().handle(*args, **options)
