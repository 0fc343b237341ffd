"""Compares a programme with what its last import left behind, by fingerprints, so that a large file fits in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from guanjia.conference.rules.programme.checking import OWN_KEY, own_key
from guanjia.conference.rules.programme.rows import ProgrammeRow

TEXTS = ("title", "subtitle", "track", "kind", "language", "abstract", "url", "speakers")
PLACE = ("room", "starts_at", "ends_at")
FIELDS = (*TEXTS, *PLACE)
_SIZE = 6


def fingerprint(row: ProgrammeRow) -> bytes:
    """Six bytes for each of FIELDS, one after the other."""
    return b"".join(blake2b(repr(getattr(row, name)).encode(), digest_size=_SIZE).digest() for name in FIELDS)


def changed_fields(old: bytes, new: bytes) -> tuple[str, ...]:
    """The names of FIELDS whose value in the file differs; all when `old` was made by another edition."""
    if len(old) != len(new):
        return FIELDS
    return tuple(name for place, name in enumerate(FIELDS) if _part(old, place) != _part(new, place))


def _part(prints: bytes, place: int) -> bytes:
    return prints[place * _SIZE : (place + 1) * _SIZE]


def _where(prints: bytes) -> bytes:
    return prints[len(TEXTS) * _SIZE :]


@dataclass(frozen=True, slots=True)
class Seen:
    """A session of the file. `alike` is the same for sessions of one title and one set of speakers."""

    row: int
    external_id: str
    prints: bytes
    alike: str


@dataclass(frozen=True, slots=True)
class Known:
    """A session stored by an earlier import, with the fingerprint of the file's values then.

    `gone`: an import withdrew it. `begun`: it runs or ran, so its place and time are history.
    """

    pk: int
    external_id: str
    prints: bytes
    alike: str
    gone: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A session that is in both. `changed` names FIELDS whose value in the file is another than at the last import."""

    seen: Seen
    known: Known
    changed: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """The file has another room, start or end for it."""
        return any(name in PLACE for name in self.changed)


@dataclass(frozen=True)
class Difference:
    """`new` are only in the file, `withdrawn` only in the store (and neither begun nor withdrawn before)."""

    new: tuple[Seen, ...]
    pairs: tuple[Pair, ...]
    withdrawn: tuple[Known, ...]


def seen(row: ProgrammeRow) -> Seen:
    """What comparing needs of a row."""
    alike = row.external_id if row.external_id.startswith(OWN_KEY) else alike_key(row)
    return Seen(row.row, row.external_id, fingerprint(row), alike)


def alike_key(row: ProgrammeRow) -> str:
    """The same for sessions of one title and one set of speakers."""
    return own_key(row.title, [name for _, name in row.speakers])


def compare(found: Sequence[Seen], stored: Sequence[Known], rejected: Collection[str] = ()) -> Difference:
    """Pair the sessions by the file's id, those left over by title and speakers; what remains is new or withdrawn.

    `rejected` are ids of rows of the file that could not be read: what is stored under them stays as it is.
    Comparing again after the difference was carried out gives pairs without changes and nothing else.
    """
    pairs: list[Pair] = []
    rest_found, rest_stored = _pair_by_id(found, stored, pairs)
    kept = [known for known in rest_stored if base_id(known.external_id) not in rejected]
    left: list[Seen] = []
    by_alike: dict[str, list[Known]] = defaultdict(list)
    for known in kept:
        by_alike[known.alike].append(known)
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in rest_found:
        groups[one.alike].append(one)
    for alike, group in groups.items():
        left.extend(_pair_group(group, by_alike.get(alike, []), pairs))
    paired = {pair.known.pk for pair in pairs}
    withdrawn = tuple(known for known in kept if known.pk not in paired and not known.gone and not known.begun)
    return Difference(
        new=tuple(sorted(left, key=lambda one: one.row)),
        pairs=tuple(sorted(pairs, key=lambda pair: pair.seen.row)),
        withdrawn=withdrawn,
    )


def base_id(external_id: str) -> str:
    """An id made here may be stored as ~abc#2 where several sessions share title and speakers: ~abc."""
    return external_id.partition("#")[0] if external_id.startswith(OWN_KEY) else external_id


def free_id(external_id: str, taken: set[str]) -> str:
    """The id to store a new session under; adds it to `taken`. Only ids made here are ever numbered."""
    name, number = external_id, 1
    while name in taken:
        number += 1
        name = f"{external_id}#{number}"
    taken.add(name)
    return name


def _pair_by_id(found: Sequence[Seen], stored: Sequence[Known], pairs: list[Pair]) -> tuple[list[Seen], list[Known]]:
    by_id: dict[str, list[Known]] = defaultdict(list)
    for known in stored:
        by_id[base_id(known.external_id)].append(known)
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in found:
        groups[one.external_id].append(one)
    left = [one for key, group in groups.items() for one in _pair_group(group, by_id.get(key, []), pairs)]
    paired = {pair.known.pk for pair in pairs}
    return left, [known for known in stored if known.pk not in paired]


def _pair_group(group: Iterable[Seen], candidates: Iterable[Known], pairs: list[Pair]) -> list[Seen]:
    """Pair within a group: first those that stand where they stood, then in order. Returns the unpaired."""
    free = sorted(candidates, key=lambda known: known.pk)
    by_place = {_where(known.prints): known for known in reversed(free)}
    waiting = []
    for one in group:
        known = by_place.pop(_where(one.prints), None)
        if known is None:
            waiting.append(one)
            continue
        free.remove(known)
        pairs.append(Pair(one, known, changed_fields(known.prints, one.prints)))
    for one, known in zip(waiting, free, strict=False):
        pairs.append(Pair(one, known, changed_fields(known.prints, one.prints)))
    return waiting[len(free) :]
