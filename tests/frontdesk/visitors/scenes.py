"""A policy, somebody at the door, a reading: for tests of the epidemic desk."""

from typing import Any

from guanjia.frontdesk.visitors.actions.epidemic import (
    file_policy,
)
from guanjia.frontdesk.visitors.rules.epidemic import (
    PolicyVersion,
)
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H


def with_policy(cast: Cast, version: str = "2026-1", **fields: Any) -> None:
    known: dict[str, Any] = {"in_force_from": TEN - 24 * H, "on": True, "temperature": True}
    policy = PolicyVersion(version, **known | fields)
    file_policy(site=cast.site, policy=policy, source="市疾控〔2026〕3号", text="", actor=cast.mei, at=TEN)
