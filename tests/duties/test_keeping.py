"""What time does to duties: the archive, a changed catalogue, messages, the score."""

from datetime import timedelta

import pytest

from guanjia.duties.actions.archiving import archive_finished
from guanjia.duties.actions.recatalogue import mark_changed_catalogues
from guanjia.duties.events import DutiesEscalated
from guanjia.duties.models import ArchivedDuty, Duty, Evidence
from guanjia.duties.public import board, my_duties, overdue, plan_dirty, plan_now, scores, tick, unmanned
from guanjia.duties.queries.invariants import doubled_occurrences
from guanjia.foundation.events.public import relay
from guanjia.foundation.journal.public import Entry, event_kind
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.subjects.public import PlanCursor
from guanjia.posts.public import Roster
from guanjia.standards.public import patch_standard
from tests.duties.world import DAWN, KIND, NINE, THINGS, D, H, M, S, World

DUE = NINE - 2 * H
KEPT = timedelta(days=396)


@pytest.mark.parametrize(("now", "moved"), [(DUE + KEPT, 0), (DUE + KEPT + S, 1)])
def test_finished_duties_move_after_13_months(world: World, now: object, moved: int) -> None:
    thing = world.thing()
    duty = world.duty(thing)
    world.done(duty)
    before = Duty.objects.filter(pk=duty.pk).values().get()
    assert archive_finished(now=now) == moved  # type: ignore[arg-type]
    assert archive_finished(now=now) == 0  # type: ignore[arg-type]
    kept = (ArchivedDuty if moved else Duty).objects.filter(pk=duty.pk).values().get()
    assert kept == before
    assert Evidence.objects.get().duty_id == duty.pk


def test_what_is_still_owed_is_never_archived(world: World) -> None:
    world.thing()
    assert archive_finished(now=NINE + 3 * KEPT) == 0


def test_an_archived_duty_is_not_planned_again(world: World) -> None:
    thing = world.thing()
    for code, who in (("thing.check", "lin"), ("thing.second", "eva")):
        world.done(world.duty(thing, code), who=who, at=DUE)
    archive_finished(now=NINE + KEPT)
    assert plan_now(KIND, [thing.id], at=NINE + KEPT) == 0
    assert doubled_occurrences(world.site) == []


def test_evidence_for_an_archived_duty_is_kept_and_shown(world: World) -> None:
    duty = world.duty(world.thing())
    world.done(duty)
    archive_finished(now=NINE + KEPT)
    receipt = world.done(duty, at=NINE + KEPT)
    assert (receipt.status, receipt.state, Evidence.objects.count()) == ("shown_to_leader", "on_time", 2)


def test_a_patched_standard_re_plans_what_has_not_begun(world: World) -> None:
    begun, ahead = world.thing(), world.thing(starts_at=NINE + D)
    mark_changed_catalogues(now=DUE - H)
    plan_dirty(now=DUE - H)
    when = {"relative": {"moment": "starts_at", "offset": "-3h"}}
    patch_standard(
        actor=world.cast.mei, at=DUE - H, company=None, site=world.site, code="thing.check", fields={"when": when},
        reason="Earlier", rev=None,
    )  # fmt: skip
    assert mark_changed_catalogues(now=DUE - H) > 0
    assert mark_changed_catalogues(now=DUE - H) == 0
    plan_dirty(now=DUE - H)
    assert (world.duty(begun).due_at, world.duty(ahead).due_at) == (DUE, NINE + D - 3 * H)


def test_who_has_it_in_hand_is_reminded_once_and_the_message_leads_to_the_one_button(world: World) -> None:
    duty = world.duty(world.thing())
    tick(DUE - 30 * M)
    relay(now=DUE - 30 * M)
    notice = Notice.objects.get()
    assert (notice.user, notice.template) == (world.cast.lin, "duties.at_risk")
    assert notice.link == f"/s/yard/duties/my/{duty.pk}/"


def test_after_an_outage_only_the_highest_rung_is_told(world: World) -> None:
    world.thing()
    tick(DUE + 5 * M)
    tick(DUE + 6 * H)
    assert Entry.objects.filter(event_kind=event_kind(DutiesEscalated)).count() == 2
    relay(now=DUE + 6 * H)
    assert [(notice.user, notice.template) for notice in Notice.objects.all()] == [
        (world.cast.mei, "duties.escalated_late")
    ]


def test_who_is_told_follows_the_roster(world: World) -> None:
    world.thing()
    tick(DUE + 15 * M)
    relay(now=DUE + 15 * M)
    assert [(notice.user, notice.template) for notice in Notice.objects.all()] == [(world.cast.mei, "duties.escalated")]


def test_what_was_done_meanwhile_is_not_told(world: World) -> None:
    thing = world.thing()
    tick(DUE + 5 * M)
    world.done(world.duty(thing), at=DUE + 5 * M)
    relay(now=DUE + 6 * M)
    assert not Notice.objects.exists()


def test_told_late_says_so(world: World) -> None:
    world.thing()
    tick(DUE + 17 * M)
    relay(now=DUE + 17 * M)
    notice = Notice.objects.get()
    assert (notice.template, "planned" in notice.context) == ("duties.escalated_late", True)


def test_lists_follow_the_post_and_the_assignee(world: World) -> None:
    thing = world.thing()
    at = DUE - H
    check = world.duty(thing)
    assert [line.pk for line in my_duties(world.cast.lin, world.site, at)] == [check.pk]
    check.assignee = world.cast.bob
    check.save()
    assert my_duties(world.cast.lin, world.site, at) == []
    assert [line.pk for line in my_duties(world.cast.bob, world.site, at)] == [check.pk]
    assert {line.pk for line in board(world.site, DUE, NINE)} == {check.pk, world.duty(thing, "thing.second").pk}
    assert [line.pk for line in board(world.site, DUE, DUE + S)] == [check.pk]
    assert overdue(world.site, DUE) == []
    assert [line.pk for line in overdue(world.site, DUE + S)] == [check.pk]


def test_a_post_without_anybody_is_visible(world: World) -> None:
    thing = world.thing()
    assert unmanned(world.site, DAWN) == []
    Roster.objects.filter(user=world.cast.lin).delete()
    assert [line.pk for line in unmanned(world.site, DAWN)] == [world.duty(thing).pk]


def test_the_score_weighs_and_leaves_out_what_is_not_scored(world: World) -> None:
    thing = world.thing(facts={"pumps": True})
    world.done(world.duty(thing))
    world.done(world.duty(thing, "thing.second"), who="eva", at=NINE - H + S)
    tick(NINE + D)
    (score,) = scores([world.site], DAWN, NINE + D, by="site")
    assert (score.on_time, score.late, score.missed) == (1, 1, 0)
    assert (score.punctuality, score.completeness) == (0.75, 1.0)
    archive_finished(now=NINE + KEPT)
    assert scores([world.site], DAWN, NINE + D, by="site") == [score]


def test_a_subject_that_went_leaves_a_clean_cursor(world: World) -> None:
    thing = world.thing()
    del THINGS[thing.id]
    world.touch(thing, DAWN)
    assert not PlanCursor.objects.filter(dirty=True).exists()
