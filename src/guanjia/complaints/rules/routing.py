"""Where a matter goes by what it is about: the kind of complaint that a kind of request is, and the department that helps."""

from guanjia.complaints.rules.nature import Kind

KINDS: dict[str, Kind] = {
    "water.leak": Kind.LEAK, "roof.seep": Kind.LEAK,
    "water.none": Kind.EQUIPMENT, "drain.blocked": Kind.EQUIPMENT, "power.none": Kind.EQUIPMENT, "power.danger": Kind.EQUIPMENT,
    "lift.fault": Kind.EQUIPMENT, "lift.trapped": Kind.EQUIPMENT, "light.public": Kind.EQUIPMENT,
    "door.entrance": Kind.EQUIPMENT, "window.wall": Kind.EQUIPMENT, "heating.cold": Kind.EQUIPMENT,
    "aircon.fault": Kind.EQUIPMENT, "road.ground": Kind.EQUIPMENT, "network": Kind.EQUIPMENT,
    "garden.tree": Kind.CLEANING, "clean.public": Kind.CLEANING, "pest": Kind.CLEANING,
    "parking.block": Kind.PARKING, "noise": Kind.NOISE, "dog": Kind.NEIGHBOUR,
    "stranger": Kind.SECURITY, "high.throw": Kind.SECURITY, "gas.smell": Kind.SECURITY, "fire.smoke": Kind.SECURITY,
    "fee.question": Kind.FEES, "complaint.service": Kind.ATTITUDE,
}  # fmt: skip
"""By the kinds that the words of residents are read for (REPR-002)."""

DEPARTMENTS: dict[Kind, str] = {
    Kind.EQUIPMENT: "engineering", Kind.LEAK: "engineering",
    Kind.CLEANING: "environment",
    Kind.SECURITY: "security", Kind.PARKING: "security", Kind.NOISE: "security",
    Kind.NEIGHBOUR: "service", Kind.OTHER: "service",
    Kind.FEES: "management", Kind.ATTITUDE: "management",
}  # fmt: skip
"""Whose help is asked for first (CMPL-008); whoever handles the complaint may choose another."""


def kind_of(request_kind: str) -> Kind:
    """The kind of complaint of a kind of request; OTHER for what nobody complains about."""
    return KINDS.get(request_kind, Kind.OTHER)


def department_of(kind: Kind) -> str:
    """The code of the department that a complaint of this kind goes to first."""
    return DEPARTMENTS[kind]
