"""Outlines out of building models: our own small ones, and the two samples where they are at hand."""

from pathlib import Path

import pytest

from guanjia.layouts.rules import ifc
from guanjia.layouts.rules.hall import faults
from guanjia.layouts.rules.ifc import BadModel, read_model
from guanjia.layouts.rules.step import BrokenFile, parsed
from tests.layouts.models_of_buildings import BOX, HEAD, NO_SPACES, TAIL

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "bim"


def test_a_space_becomes_an_outline_in_metres_with_its_column_and_door() -> None:
    (storey,) = read_model(BOX.encode("latin-1"))
    assert (storey.name, storey.level) == ("一楼", 3.2)
    (space,) = storey.spaces
    assert (space.name, space.long_name, space.area) == ("Hall 1", "it's; the hall", pytest.approx(48))
    hall = space.hall
    assert sorted(hall.outline) == [(0, 0), (0, 6), (8, 0), (8, 6)]
    assert [(p.x, p.y, p.width, p.depth) for p in hall.pillars] == [(5.0, 3.0, 0.5, 0.4)]
    assert [(d.x, d.y, d.width) for d in hall.doors] == [(8.0, pytest.approx(3.25), 1.5)]
    assert hall.height == 3.5 and faults(hall) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", ifc.NOT_IFC),
        (b"PK\x03\x04zip", ifc.NOT_IFC),
        ((HEAD + TAIL).encode(), ifc.NOT_IFC),
        ((HEAD + "#1=A" * 200_000).encode(), ifc.NOT_IFC),
        ((HEAD + "#1=A'" * 200_001).encode(), ifc.NOT_IFC),
        (NO_SPACES.encode(), ifc.NO_SPACES),
        (BOX.replace("IFCPOLYLINE", "IFCBSPLINE").encode(), ifc.NO_OUTLINES),
        (BOX.replace("IFCLOCALPLACEMENT(#12,#33)", "IFCLOCALPLACEMENT(#12,#33))").encode(), ifc.DAMAGED),
        (BOX.replace("#50=IFCSPACE('g2',$,'Hall 1',$,$,#34,#49", "#50=IFCSPACE('g2'").encode(), ifc.DAMAGED),
    ],
)
def test_a_file_that_gives_no_outline_says_why(data: bytes, message: str) -> None:
    with pytest.raises(BadModel) as bad:
        read_model(data)
    assert bad.value.message == message


def test_a_file_of_a_hundred_megabytes_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ifc, "LARGEST_BYTES", 2**20)
    with pytest.raises(BadModel) as bad:
        read_model(b" " * (2**20 + 1))
    assert (bad.value.message, bad.value.values) == (ifc.TOO_LARGE, {"size": 2, "most": 1})


def test_placements_that_stand_on_each_other_end() -> None:
    ring = BOX.replace("#12=IFCLOCALPLACEMENT($,#11)", "#12=IFCLOCALPLACEMENT(#34,#11)")
    assert read_model(ring.encode())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("#1,$,*,.T.,'a''b',1.5E-3,-2", [1, None, None, ".T.", "a'b", 0.0015, -2.0]),
        ("(1.,(2.,#3)),IFCLABEL('x')", [[1.0, [2.0, 3]], "x"]),
        ("()", [[]]),
    ],
)
def test_attributes_are_read(text: str, values: list[object]) -> None:
    assert parsed(text) == values


@pytest.mark.parametrize("text", ["(1", "1)", "&"])
def test_broken_attributes_are_refused(text: str) -> None:
    with pytest.raises(BrokenFile):
        parsed(text)


def test_the_samples() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the sample building models are not at hand")
    storeys = read_model((SAMPLES / "Office_A_20110811.ifc").read_bytes())
    assert [(each.name, len(each.spaces)) for each in storeys] == [("Level 1", 60), ("Level 2", 39)]
    spaces = {space.name: space for each in storeys for space in each.spaces}
    assert spaces["203"].long_name == "OPEN OFFICE" and spaces["203"].area == pytest.approx(610, abs=1)
    assert spaces["203"].hall.exits
    sound = [space for space in spaces.values() if not faults(space.hall)]
    assert len(sound) >= 95
    with pytest.raises(BadModel) as bad:
        read_model((SAMPLES / "IfcOpenHouse_IFC4.ifc").read_bytes())
    assert bad.value.values == {"storeys": 1}
