"""Requests by the API: taken down once, worked on, closed by the owner's word alone; strangers find nothing."""

from collections.abc import Callable

import pytest

from guanjia.servicedesk.public import ServiceRequest
from tests.api.conftest import Program
from tests.cast import Cast
from tests.servicedesk.asking import a_home

Enters = Callable[..., Program]


def test_a_request_goes_from_a_sensor_to_the_owners_word(cast: Cast, program: Enters) -> None:
    a_home(cast.site)
    api = program(cast.hana)
    given = {"title": "厨房漏水", "unit": "3-2-1201", "key": "sensor-7"}
    status, made = api.post("sites/yard/requests", given)
    assert (status, made["kind"], made["urgency"], made["channel"]) == (201, "water.leak", "urgent", "api")
    assert api.post("sites/yard/requests", given)[1]["number"] == made["number"], "the same matter sent again"
    assert api.get("sites/yard/requests")[1]["count"] == 1
    path = f"sites/yard/requests/{made['number']}/deeds"
    assert api.post(f"{path}/acknowledge", {})[1]["state"] == "acknowledged"
    assert api.post(f"{path}/hold", {"words": "等配件"})[1]["field"] == "why"
    assert api.post(f"{path}/hold", {"words": "", "why": "part"})[0] == 422
    assert api.post(f"{path}/hold", {"words": "等配件", "why": "part"})[1]["state"] == "on_hold"
    assert api.post(f"{path}/complete", {"words": "x"})[1]["error"] == "state"
    api.post(f"{path}/resume", {})
    assert api.post(f"{path}/complete", {"words": "换了阀门"})[1]["state"] == "completed"
    assert api.post(f"{path}/close", {"word": "unreached"})[0] == 422
    assert api.post(f"{path}/close", {"word": "code", "code": "000000x"})[0] == 422
    code = ServiceRequest.objects.get().confirm_code
    closed = api.post(f"{path}/close", {"word": "code", "code": code, "rating": 5})[1]
    assert (closed["state"], closed["word"], closed["rating"]) == ("closed", "code", 5)
    assert code not in str(api.get(f"sites/yard/requests/{made['number']}")[1])
    assert api.post(f"{path}/reopen", {"words": "又漏了"})[1]["reopened_count"] == 1
    assert len(api.post(f"{path}/order", {})[1]["orders"]) == 1
    assert api.post(f"{path}/cancel", {})[0] == 422
    status, problem = api.post(f"{path}/verify", {})
    assert (status, problem["error"]) == (409, "state")


@pytest.mark.parametrize(
    ("body", "field"),
    [({"title": ""}, "title"), ({"title": "x", "unit": "9-9-9"}, "unit"), ({"title": "x", "kind": "magic"}, "kind"),
     ({"title": "x", "building_id": 5}, "building_id"), ({"title": "x", "state": "closed"}, "state")],
)  # fmt: skip
def test_a_wrong_part_is_named(cast: Cast, program: Enters, body: dict[str, object], field: str) -> None:
    status, problem = program(cast.hana).post("sites/yard/requests", body)
    assert (status, problem["field"]) == (422, field)


def test_another_sites_request_and_a_role_without_the_right(cast: Cast, program: Enters) -> None:
    theirs = program(cast.mia, sites=[cast.other_site]).post("sites/quay/requests", {"title": "Theirs"})[1]
    api = program(cast.hana)
    assert api.get(f"sites/yard/requests/{theirs['number']}")[0] == 404 and api.get("sites/quay/requests")[0] == 404
    mine = api.post("sites/yard/requests", {"title": "Ours"})[1]
    assert api.post(f"sites/yard/requests/{mine['number']}/deeds/merge", {"into": "BX-1"})[0] == 404
    assert program(cast.tom).post("sites/yard/requests", {"title": "x"})[0] == 403
    assert program(cast.tom).get("sites/yard/requests")[1]["count"] == 1
