from typing import Any

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guanjia.people"
    label = "people"

    def ready(self) -> None:
        from guanjia.foundation.sites.public import define  # noqa: PLC0415 - models are ready only now
        from guanjia.people.permissions.holding import has_role  # noqa: PLC0415 - models are ready only now
        from guanjia.people.permissions.predicates import can_write, is_auditor, is_manager  # noqa: PLC0415
        from guanjia.people.rules.roles import Roles  # noqa: PLC0415

        def is_head_office(user: Any, site: Any) -> bool:
            return site is not None and has_role(user, site, Roles.HEAD_OFFICE)

        watches = is_manager | is_auditor
        define("member", read=lambda user, site: site is not None and has_role(user, site), write=can_write)
        define("system", read=watches, write=is_manager & ~is_auditor)
        define("head_office", read=watches, write=is_head_office)
