"""Halls for the tests of layouts."""

from guanjia.layouts.rules.geometry import Box
from guanjia.layouts.rules.hall import Door, Hall

MEETING = Hall(((0, 0), (9, 0), (9, 7), (0, 7)), doors=(Door(9, 1.5, 1.2), Door(9, 6, 1.2)))
"""63 m², two doors of 1.2 m."""

GREAT = Hall(
    ((0, 0), (40, 0), (40, 30), (0, 30)),
    pillars=tuple(Box(x, y, 0.8, 0.8) for x in (10.0, 30.0) for y in (10.0, 20.0)),
    doors=(Door(0, 6, 2.0), Door(40, 6, 2.0), Door(10, 30, 2.4), Door(30, 30, 2.4)),
    stage=Box(20, 2, 16, 4),
    sprinklers=True,
)
"""1,200 m² with four pillars and a stage; the doors let 1,353 people out by their width, 1,000 by their number."""

ELL = Hall(
    ((0, 0), (16, 0), (16, 8), (9, 8), (9, 14), (0, 14)),
    pillars=(Box(8, 6, 0.5, 0.5),),
    doors=(Door(16, 4, 1.6), Door(4, 14, 1.6)),
)
"""An L of 182 m² with a pillar."""
