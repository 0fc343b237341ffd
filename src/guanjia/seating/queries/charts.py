"""A plan's chart with its people on it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from guanjia.seating.models import SeatPlan, Wish
from guanjia.seating.queries.people import Member, members_of
from guanjia.seating.rules.charts import Chart, NoChart
from guanjia.seating.rules.floor import floor_chart, seats_of
from guanjia.seating.rules.floor_cost import near
from guanjia.seating.rules.order import refuse_two_firsts
from guanjia.seating.rules.placing import Apart, Beside, broken
from guanjia.seating.rules.scenes import chart_of
from guanjia.seating.rules.states import TWO_SIDES, Scene


@dataclass(frozen=True)
class Picture:
    """A plan as it stands. `chart` is None and `problem` says why where nothing can be drawn."""

    plan: SeatPlan
    members: list[Member]
    chart: Chart | None
    problem: str = ""

    @property
    def seating(self) -> dict[str, int]:
        """Place key -> guest id of everybody who has a place in the chart."""
        keys = self.chart.by_key() if self.chart else {}
        return {member.row.key: member.guest.pk for member in self.members if member.row.key in keys}

    @property
    def by_guest(self) -> dict[int, Member]:
        """Members by guest id."""
        return {member.guest.pk: member for member in self.members}


def chart_for(plan: SeatPlan, members: list[Member]) -> Chart:
    """The chart for these people. Raises NoChart."""
    if plan.kind is Scene.FLOOR:
        return floor_chart(plan.options)
    return chart_of(plan.kind, plan.options, [member.sitter for member in members])


def refuse_two_firsts_of(plan: SeatPlan, members: list[Member]) -> None:
    """Raise NoChart when two who come have number 1 on the guest list: of one side, or of all where no sides are seated."""
    sided = plan.kind in TWO_SIDES or (plan.kind is Scene.PHOTO and bool(plan.options.get("foreign")))
    come = [m for m in members if m.comes and not m.sitter.duty]
    refuse_two_firsts([(m.sitter.side if sided else "", m.sitter.rank, m.guest.name) for m in come])


def picture_of(plan: SeatPlan) -> Picture:
    """The plan with its chart for those who have a place in it; one query."""
    members = members_of(plan)
    placed = [member for member in members if member.row.key]
    try:
        return Picture(plan, members, chart_for(plan, placed))
    except NoChart as none:
        return Picture(plan, members, None, said(none))


def said(none: NoChart) -> str:
    """The refusal of a chart in the reader's language."""
    return gettext(none.message) % none.values


def aparts(plan: SeatPlan) -> list[Apart]:
    """Who of the event must not sit together."""
    rows = Wish.objects.filter(event=plan.event_id, kind=Wish.Kind.APART, other__isnull=False)
    return [Apart(one, other) for one, other in rows.values_list("one_id", "other_id")]


def broken_wishes(picture: Picture, wishes: list[Apart]) -> list[Apart]:
    """The pairs that sit together and must not."""
    if picture.chart is None or not wishes:
        return []
    if picture.plan.kind is Scene.FLOOR:
        return _broken_in_hall(picture, wishes)
    return broken(Beside(picture.chart), picture.seating, wishes)


def _broken_in_hall(picture: Picture, wishes: list[Apart]) -> list[Apart]:
    """In a hall neighbours are those of the checker: also who sits directly before the other."""
    seats = {seat.label: seat for seat in seats_of(picture.plan.options)}
    return broken(lambda one, other: near(seats[one], seats[other]), picture.seating, wishes)
