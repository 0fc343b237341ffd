"""Which chart a plan has: its scene, its options and how many people belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from guanjia.seating.rules.banquet import tables
from guanjia.seating.rules.behind import with_helpers
from guanjia.seating.rules.cars import Car, car
from guanjia.seating.rules.charts import HOST, Chart
from guanjia.seating.rules.placing import Duty, Sitter
from guanjia.seating.rules.rows import MOST, Variant, foreign_photo, photo, rostrum
from guanjia.seating.rules.sides import long_table, signing, sofa, talks
from guanjia.seating.rules.states import Scene

CAR_SEATS = {Car.CHAUFFEUR: 3, Car.HOST_DRIVES: 3, Car.COASTER: 15, Car.SEVEN: 6}


def chart_of(scene: Scene, options: Mapping[str, Any], sitters: Sequence[Sitter]) -> Chart:
    """The chart for so many people, with a place for everybody who interprets or takes notes there.

    Raises NoChart where there is none: nobody, one side missing, too many. `options`: rows (a list, else rows are as long as
    needed), variant, foreign, end_on, seats (of each table), car, seven.
    """
    return with_helpers(scene, _bare(scene, options, sitters), options, sitters)


def _bare(scene: Scene, options: Mapping[str, Any], sitters: Sequence[Sitter]) -> Chart:
    heads = [sitter for sitter in sitters if not sitter.duty]
    guests = sum(sitter.side != HOST for sitter in heads)
    hosts = len(heads) - guests
    interpreters = sum(sitter.duty is Duty.INTERPRETER for sitter in sitters)
    foreign = bool(options.get("foreign"))
    variant = Variant.RIGHT_FIRST if foreign else Variant(options.get("variant") or Variant.A)
    if scene is Scene.PHOTO and foreign and hosts and guests:
        return foreign_photo(hosts, guests)
    if scene in (Scene.ROSTRUM, Scene.PHOTO):
        rows = fill_rows(len(heads), options.get("rows") or [])
        return rostrum(rows, variant) if scene is Scene.ROSTRUM else photo(rows, variant)
    if scene is Scene.SIGNING:
        return signing(guests, hosts)
    if scene is Scene.SOFA:
        return sofa(guests, hosts, foreign=foreign)
    if scene is Scene.TALKS:
        return talks(guests, hosts, foreign=foreign, end_on=bool(options.get("end_on")), interpreters=interpreters > 0)
    if scene is Scene.LONG_TABLE:
        return long_table(len(heads))
    if scene is Scene.BANQUET:
        return tables(_tables(len(sitters) - interpreters, options.get("seats") or []))
    return _cars(len(sitters), options)


def fill_rows(n: int, rows: Sequence[int]) -> list[int]:
    """Rows for n people, the front one first: as long as asked for, the last takes what is left, further ones are made."""
    filled, left = [], n
    for want in [*rows, *[MOST] * (n // MOST + 1)]:
        take = min(left, want)
        if take:
            filled.append(take)
        left -= take
    return filled


def _tables(n: int, seats: Sequence[int]) -> list[int]:
    found = list(seats) or [10]
    while sum(found) < n:
        found.append(found[-1])
    return found


def _cars(n: int, options: Mapping[str, Any]) -> Chart:
    kinds = [Car(kind) for kind in options.get("cars") or [Car.CHAUFFEUR]]
    while sum(CAR_SEATS[kind] for kind in kinds) < n:
        kinds.append(kinds[-1])
    charts, before = [], 0
    for number, kind in enumerate(kinds, 1):
        chart = car(kind, str(options.get("seven") or ""), number)
        charts.append((chart, before, (number - 1) * 4.2))
        before += len(chart.places)
    return _beside(charts)


def _beside(charts: Sequence[tuple[Chart, int, float]]) -> Chart:
    """Cars beside each other: the first car holds the first numbers, the next one goes on."""
    places = tuple(
        replace(place, number=place.number + before, x=place.x + shift)
        for chart, before, shift in charts
        for place in chart.places
    )
    furniture = tuple((kind, x + shift, *rest) for chart, _n, shift in charts for kind, x, *rest in chart.furniture)
    least = max((chart.certainty for chart, *_rest in charts), key=("sure", "medium", "unsure").index)
    return Chart(places, "above", least, furniture, chairs_stay=True)  # type: ignore[arg-type]


ALTERNATIVES = {Scene.ROSTRUM: (Variant.A, Variant.B, Variant.C), Scene.PHOTO: (Variant.A, Variant.B, Variant.C)}
"""Variants that may be chosen for a scene where the number is even; the organiser confirms one."""
