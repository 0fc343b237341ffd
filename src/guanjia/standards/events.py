"""What this module announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardPatched:
    """A promise holds differently at a site from now on. `fields` are the names of what changed."""

    code: str
    site_id: int
    subject_kind: str
    fields: tuple[str, ...]
