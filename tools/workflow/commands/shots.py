"""The journeys, for the sake of their pictures."""

import os

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import python
from tools.workflow.places import ROOT


def run(args: list[str]) -> int:
    """Run the journeys, then name the pictures they left in shots/."""
    prepare()
    os.environ["GUANJIA_SHOTS"] = "1"
    status = python("-m", "tools.legs", "--leg", "journey", *args)
    for picture in sorted((ROOT / "shots").rglob("*.png")):
        print(picture.relative_to(ROOT))
    return status
