"""What people announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """A user lost a role at a site. `left`: it was the last one there, so every post of theirs falls vacant."""

    user_id: int
    site_id: int
    role: str
    left: bool


@dataclass(frozen=True, slots=True)
class MembershipBegan:
    """A user got a role at a site."""

    user_id: int
    site_id: int
    role: str
