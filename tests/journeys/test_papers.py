"""W05: numbered copies go out by scan, one is missing, the recall is refused, it is found, destroyed by two, and the gate opens."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.holding import require_all
from guanjia.conference.models import Event
from guanjia.conference.public import code_of
from guanjia.duties.public import Duty, GateClosed, hand_in, lines_of
from guanjia.foundation.rehearsal.public import Stage
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.materials.models import Destruction, Paper
from guanjia.materials.rules.states import PAPER
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.harness.browser import Browse
from tests.materials.papers import copy, guest, meeting, printed

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
END = NINE + timedelta(hours=2)


@pytest.fixture
def paper(browse: Browse) -> tuple[Cast, Paper]:
    """The cast, and an internal meeting of two at nine with three numbered copies."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    return cast, printed(cast, meeting(cast, "赵一", "钱二"), count=3)


def scan(page: Page, text: str) -> None:
    """What a scanner on the keyboard does."""
    expect(page.locator("#scan")).to_be_focused()
    page.keyboard.type(f"{text}\n")


def searched(cast: Cast, plan: Paper) -> None:
    """Security signs what it did about the missing copy: until then the close stays shut."""
    with pytest.raises(GateClosed):
        require_all("conference.event", plan.event_id, "close", at=END)
    duty = Duty.objects.get(standard_code="materials.copy.missing", subject_id=plan.pk)
    stage = Stage(cast.site, END, random.Random(1))
    hand_in(stage, duty, lines_of([duty])[0].standard, cast.bob)


def test_numbered_copies_go_out_come_back_and_are_destroyed(
    browse: Browse, paper: tuple[Cast, Paper], shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    cast, plan = paper
    event = plan.event
    bob = browse("desk", user=cast.bob)
    bob.goto(f"/s/yard/materials/e/{event.ref}/desk/")
    accessible(bob)
    for serial, name in ((1, "赵一"), (2, "钱二")):
        scan(bob, copy(plan, serial).number)
        expect(bob.locator("#desk")).to_contain_text(name)
        if serial == 1:
            scan(bob, code_of(guest(event, "钱二"), event))
            expect(bob.locator(".alert")).to_contain_text("应发给赵一")
        scan(bob, code_of(guest(event, name), event))
        expect(bob.locator(".alert")).to_contain_text(f"已交给{name}")
    Event.objects.filter(pk=event.pk).update(ended_at=END, state="ended")
    Site.objects.update(held_at=END)
    changed(PAPER, [plan.pk], site=event.site, at=END)
    with pytest.raises(GateClosed):
        require_all("conference.event", event.pk, "close", at=END)
    bob.goto(f"/s/yard/materials/papers/{plan.pk}/recall/")
    scan(bob, copy(plan, 1).number)
    bob.locator("#spares").fill("1")
    bob.get_by_role("button", name="全部收回无误").click()
    expect(bob.locator(".alert")).to_contain_text("钱二")
    bob.locator("#missing summary").click()
    bob.locator("#missing textarea").fill("会场、复印点")
    bob.locator("#missing input[name=reported_to]").fill("安保组长")
    bob.get_by_role("button", name="上报缺失").click()
    expect(bob.locator("#incidents")).to_contain_text("搜寻中")
    accessible(bob)
    shot(bob, "recall")
    scan(bob, copy(plan, 2).number)
    expect(bob.locator("#incidents")).to_contain_text("已找回")
    bob.locator("#spares").fill("1")
    bob.get_by_role("button", name="全部收回无误").click()
    expect(bob.locator(".alert")).to_contain_text("全部收回无误")
    searched(cast, plan)
    require_all("conference.event", event.pk, "close", at=END)
    alice = browse("desk", user=cast.alice)
    alice.goto(f"/s/yard/materials/e/{event.ref}/destroy/")
    alice.locator("input[name=papers]").check()
    alice.locator("[name=place]").fill("碎纸间")
    alice.get_by_role("button", name="我已销毁").click()
    made = Destruction.objects.get()
    bob.goto(f"/s/yard/materials/destructions/{made.pk}/")
    bob.get_by_role("button", name="监销签字").click()
    expect(bob.locator("main")).to_contain_text("两人已签字")
    accessible(bob)
    require_all("conference.event", event.pk, "archive", at=END)
