"""What posts announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RosterChanged:
    """Who stands on these posts changed somewhere between the two moments: what is owed there may have a new owner."""

    site_id: int
    post_codes: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
