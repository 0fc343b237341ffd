"""Values and shapes that several endpoints share."""

from datetime import datetime
from typing import Annotated, Generic, TypeVar

from ninja import Path, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

T = TypeVar("T")
EARLIEST, LATEST = 2000, 2100


def _plain(text: str) -> str:
    """No NUL, which PostgreSQL does not store, and no half of a surrogate pair, which nothing stores."""
    if "\x00" in text:
        raise ValueError("must not contain NUL")
    text.encode("utf-8")
    return text


def _sensible(moment: datetime) -> datetime:
    """Within the years in which every time zone and buffer can be reckoned."""
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(f"must lie between the years {EARLIEST} and {LATEST}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_sensible)]
Words = Annotated[str, Field(max_length=300), AfterValidator(_plain)]
LongText = Annotated[str, Field(max_length=4000), AfterValidator(_plain)]
BigText = Annotated[str, Field(max_length=200_000), AfterValidator(_plain)]
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]

SiteCode = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$", description="The site's code")]
Ref = Annotated[str, Path(max_length=32, pattern=r"^[A-Za-z0-9_-]+$", description="The event's reference")]
Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
Limit = Annotated[int, Query(ge=1, le=200, description="Rows of this page")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="Rows to pass over")]


class Body(BaseModel):
    """What a request may hold, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Reason(Body):
    """Why; it goes into the history."""

    reason: Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_plain)]


class Problem(BaseModel):
    """Every refusal, as application/problem+json. `error` is for programs, `message` for people in the language of the token's user.

    `field` names the part of the request that is wrong, `rule` the rule or duty that stands in the way; "" if none.
    """

    type: str
    status: int
    error: str
    message: str
    field: str = ""
    rule: str = ""


class Page(BaseModel, Generic[T]):
    """Some rows of `count`."""

    items: list[T]
    count: int
    limit: int
    offset: int


class Span(Body):
    """A time with an end after its start."""

    starts_at: Moment
    ends_at: Moment

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.ends_at <= self.starts_at:
            raise ValueError("ends_at must lie after starts_at")
        return self


REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)
