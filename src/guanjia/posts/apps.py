from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.ui.menu import MenuItem, register


class PostsConfig(AppConfig):
    name = "guanjia.posts"
    label = "posts"

    def ready(self) -> None:
        from guanjia.foundation.rehearsal.public import add_invariant  # noqa: PLC0415 - models are ready only now
        from guanjia.posts.permissions import can_see_roster  # noqa: PLC0415 - models are ready only now
        from guanjia.posts.rehearsal.invariants import INVARIANTS  # noqa: PLC0415 - models are ready only now

        for invariant in INVARIANTS:
            add_invariant(invariant)
        register(MenuItem("people", _("Roster"), "posts:roster", "calendar-week", can_see_roster, 10))
        register(MenuItem("people", _("Posts and shifts"), "posts:posts", "id-badge-2", can_see_roster, 30))
