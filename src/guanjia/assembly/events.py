"""What assemblies tell the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AssemblyAdjourned:
    """The meeting on screens is over: papers are cleared, minutes fall due."""

    assembly_id: int


@dataclass(frozen=True)
class MotionOpened:
    """A vote may be cast from now on."""

    motion_id: int


@dataclass(frozen=True)
class MotionClosed:
    """A vote was closed and counted. `carried` is None where a choice was voted on."""

    motion_id: int
    carried: bool | None
