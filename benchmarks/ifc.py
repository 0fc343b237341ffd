"""Storeys, spaces and outlines read from the sample buildings, against opening the file with ifcopenshell (ADR 0101).

The product reads building models itself and does not need ifcopenshell (LGPL-3); only this measure does. Where it is not
installed the comparison is left out, saying so, and only our own time is told.
"""

import importlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.framework import Arms, Figure, at_least, at_most, figure
from guanjia.layouts.rules.ifc import read_model

ENGINES = ("sqlite",)
SAMPLES = Path(__file__).parents[2] / "shared/data/bim"
SPACES = 90
"""The least number of outlines that must come out of the office, which holds 99 spaces."""


def run(arms: Arms) -> Iterator[Figure]:
    """The office (4 MB, 99 spaces): ours from the path to outlines, before anything is saved."""
    path = SAMPLES / "Office_A_20110811.ifc"
    if not path.exists():
        print(f"LEFT OUT: {path.name} is not at hand")
        return
    ours = partial(outlines, path)
    told = f"{path.name}, {path.stat().st_size / 1e6:.1f} MB"
    yield figure(arms.named("outlines found"), ours(), "", at_least(SPACES), told)
    yield arms.duration("outlines of an office", ours, told=told, goal=at_most(2000))
    bare = opening(path)
    if bare is None:
        print("LEFT OUT: ifcopenshell is not installed here: `pip install ifcopenshell` for the comparison")
        return
    yield arms.ratio("outlines against opening", ours=ours, bare=bare, told=told, goal=at_most(1.5), pairs=9)


def outlines(path: Path) -> int:
    """How many spaces with an outline a file gives."""
    return sum(len(storey.spaces) for storey in read_model(path.read_bytes()))


def opening(path: Path) -> Callable[[], Any] | None:
    """The bare arm: ifcopenshell opens the file and finds its spaces; no geometry. None where it is not installed."""
    try:
        ifcopenshell = importlib.import_module("ifcopenshell")
    except ImportError:
        return None
    return lambda: len(ifcopenshell.open(str(path)).by_type("IfcSpace"))
