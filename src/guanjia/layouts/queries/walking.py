"""A layout as a scene for the walk: plain numbers, no text of the meeting."""

from typing import Any

from guanjia.layouts.models import Layout
from guanjia.layouts.rules.geometry import bounds
from guanjia.layouts.rules.hall import wall_of
from guanjia.layouts.rules.plan import ROUND_THINGS

HEIGHTS = {
    "desk": 0.75,
    "table": 0.75,
    "round": 0.75,
    "high": 1.1,
    "tea": 0.5,
    "head": 0.78,
    "signing_table": 0.78,
    "lectern": 1.15,
    "screen": 2.6,
    "booth": 2.2,
    "media": 0.2,
}


def scene_of(layout: Layout) -> dict[str, Any]:
    """Walls, doors, stage, furniture and seats in metres; x to the right, y down on the plan."""
    hall, plan = layout.room_hall, layout.drawn
    left, top, right, bottom = bounds(hall.outline)
    return {
        "outline": [[round(x, 2), round(y, 2)] for x, y in hall.outline],
        "box": [left, top, right, bottom],
        "height": hall.height,
        "front": hall.front.value,
        "pillars": [[p.x, p.y, p.width, p.depth, p.angle] for p in hall.pillars],
        "stage": [hall.stage.x, hall.stage.y, hall.stage.width, hall.stage.depth] if hall.stage else None,
        "doors": [
            [round(d.x, 2), round(d.y, 2), d.width, *(round(v, 2) for p in wall_of(hall.outline, d) for v in p)]
            for d in hall.doors
        ],
        "items": [
            [i.kind.value, i.x, i.y, i.width, i.depth, i.facing, HEIGHTS[i.kind.value], int(i.kind in ROUND_THINGS)]
            for i in plan.items
        ],
        "seats": [[round(s.x, 2), round(s.y, 2), round(s.facing, 1), s.kind.value, int(s.soft)] for s in plan.seats],
        "focus": plan.focus or [(left + right) / 2, top],
        "area": round(hall.area),
    }
