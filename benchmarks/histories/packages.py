"""Clients, their meetings and the packages they chose, as ADR 0113 fixes them. Imports nothing of the product."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

MONTHS, SPLIT = 36, 30
CLIENTS = 90
FEATURES = ("comfort", "technology", "meal", "show", "quiet", "thrift")
SEGMENTS = ("enterprise", "owner", "social", "government")
SHARES = (45, 20, 15, 20)
KINDS = {
    "enterprise": ("ordinary", "board", "training", "launch"),
    "owner": ("assembly", "committee", "community"),
    "social": ("community", "training", "ordinary"),
    "government": ("official", "hearing", "training"),
}
TASTE, FIT, FASHION, CHANCE, FAITHFUL, AGAIN = 0.7, 1.5, 0.15, 0.10, 0.25, 0.5


@dataclass(frozen=True)
class Package:
    """What is sold: `features` in the order of FEATURES; `forbidden` = holds what public funds may not pay for."""

    code: str
    kinds: tuple[str, ...]
    least: int
    most: int
    price: float
    features: tuple[float, ...]
    forbidden: bool = False
    first: int = 0
    last: int = MONTHS


PACKAGES = (
    Package("meeting", ("ordinary", "committee", "official"), 2, 40, 0.5, (0, 0, 0, 0, 1, 1)),
    Package("meeting_plus", ("ordinary", "board"), 2, 40, 1.2, (1, 1, 0, 0, 1, 0)),
    Package("board", ("board",), 2, 24, 2.4, (2, 1, 1, 0, 2, 0), True),
    Package("video", ("ordinary", "official"), 2, 60, 1.4, (0, 2, 0, 0, 1, 0)),
    Package("training", ("training",), 10, 120, 0.9, (0, 1, 0, 0, 0, 1)),
    Package("training_meal", ("training",), 10, 120, 1.5, (1, 1, 2, 0, 0, 0)),
    Package("launch", ("launch",), 40, 500, 2.8, (1, 2, 0, 2, 0, 0), True),
    Package("launch_dinner", ("launch", "ordinary"), 40, 400, 3.6, (2, 1, 2, 2, 0, 0), True),
    Package("assembly", ("assembly", "hearing"), 60, 500, 0.4, (0, 0, 0, 0, 0, 2)),
    Package("hall", ("official", "hearing", "assembly"), 40, 500, 0.9, (0, 1, 0, 1, 0, 1)),
    Package("community", ("community",), 10, 200, 0.3, (0, 0, 1, 1, 0, 2)),
    Package("hybrid", ("ordinary", "training", "official"), 5, 200, 1.6, (0, 2, 0, 0, 1, 0), first=18),
    Package("green", ("ordinary", "training", "community"), 5, 150, 0.8, (1, 0, 1, 0, 1, 1), first=18),
    Package("tea_salon", ("community", "committee", "board"), 5, 60, 1.0, (2, 0, 1, 0, 1, 0), first=18),
)
WITHDRAWN = {"meeting_plus": 20}


@dataclass(frozen=True)
class Choice:
    """One meeting: who, when (in months), what for, how many, what was on offer, what was taken."""

    client: int
    segment: str
    month: float
    kind: str
    heads: int
    offered: tuple[str, ...]
    taken: str


@dataclass(frozen=True)
class Client:
    """Somebody who comes again, or not."""

    number: int
    segment: str
    since: float
    monthly: float
    size: float
    taste: tuple[float, ...]
    thrift: float
    faithful: bool
    kinds: tuple[float, ...]


def history(seed: int, *, taste: bool = True) -> list[Choice]:
    """All choices of 36 months in the order of time. `taste` False is the world in which nothing is to be learned."""
    chance = random.Random(f"packages {seed} {taste}")
    leaning = {segment: [chance.gauss(0, 1) for _ in FEATURES] for segment in SEGMENTS}
    clients = [_client(number, leaning, chance, taste) for number in range(CLIENTS)]
    fashion = _fashion(chance)
    made: list[Choice] = []
    for client in clients:
        made += _life(client, fashion, chance, taste)
    return sorted(made, key=lambda choice: (choice.month, choice.client))


def _client(number: int, leaning: dict[str, list[float]], chance: random.Random, taste: bool) -> Client:
    segment = chance.choices(SEGMENTS, SHARES)[0]
    own = [chance.gauss(mean, 1) for mean in leaning[segment]]
    return Client(
        number=number,
        segment=segment,
        since=0.0 if chance.random() < 0.6 else chance.uniform(0, MONTHS),
        monthly=min(2.0, chance.lognormvariate(-1.4, 0.9)),
        size=chance.lognormvariate(3.4, 0.7),
        taste=tuple(own) if taste else (0.0,) * len(FEATURES),
        thrift=chance.lognormvariate(-0.5, 0.5) if taste else 0.6,
        faithful=taste and chance.random() < FAITHFUL,
        kinds=tuple(chance.random() + 0.1 for _ in KINDS[segment]),
    )


def _fashion(chance: random.Random) -> list[dict[str, float]]:
    now = {package.code: 0.0 for package in PACKAGES}
    months = []
    for _month in range(MONTHS):
        now = {code: value + chance.gauss(0, FASHION) for code, value in now.items()}
        months.append(now)
    return months


def _life(client: Client, fashion: Sequence[dict[str, float]], chance: random.Random, taste: bool) -> list[Choice]:
    made: list[Choice] = []
    month = client.since + chance.expovariate(client.monthly)
    while month < MONTHS:
        kind = chance.choices(KINDS[client.segment], client.kinds)[0]
        heads = max(2, min(500, round(client.size * chance.lognormvariate(0, 0.4))))
        offer = on_offer(client.segment, heads, month)
        if offer:
            last = made[-1].taken if made else ""
            taken = _taken(client, kind, offer, fashion[int(month)], last, chance, taste)
            codes = tuple(package.code for package in offer)
            made.append(Choice(client.number, client.segment, month, kind, heads, codes, taken))
        month += chance.expovariate(client.monthly)
    return made


def on_offer(segment: str, heads: int, month: float) -> list[Package]:
    """What may be offered: sold at the time, large enough, and nothing that public funds may not pay for."""
    return [
        package
        for package in PACKAGES
        if package.first <= month < WITHDRAWN.get(package.code, package.last)
        and package.least <= heads <= package.most
        and not (segment == "government" and package.forbidden)
    ]


def _taken(
    client: Client,
    kind: str,
    offer: Sequence[Package],
    fashion: dict[str, float],
    last: str,
    chance: random.Random,
    taste: bool,
) -> str:
    if chance.random() < CHANCE:
        return chance.choice(offer).code
    if client.faithful and last in {package.code for package in offer} and chance.random() < AGAIN:
        return last
    weights = []
    for package in offer:
        liked = TASTE * sum(a * b for a, b in zip(client.taste, package.features, strict=True))
        fits = FIT if taste and kind in package.kinds else 0.0
        weights.append(math.exp(liked + fits - client.thrift * package.price + fashion[package.code]))
    return chance.choices(offer, weights)[0].code
