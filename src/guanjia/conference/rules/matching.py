"""Which block that exists becomes which group that is wanted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guanjia.conference.rules.blocks import Group


@dataclass(frozen=True)
class Matching:
    """`kept` pairs (block id, group); `created` are groups without a block; `withdrawn` are blocks without a group."""

    kept: tuple[tuple[int, Group], ...]
    created: tuple[Group, ...]
    withdrawn: tuple[int, ...]


def match_groups(groups: Sequence[Group], block_of: Mapping[int, int], blocks: Sequence[int]) -> Matching:
    """Give each group the block that most of its sittings were in, so that a moved meeting keeps its checks.

    `block_of` maps a sitting's key to its block; `blocks` are all that may be used, each at most once. Ties go to
    the smaller block id; groups choose in the order of how many sittings they share, then as given.
    """
    wishes = []
    for index, group in enumerate(groups):
        for block_id, shared in Counter(block_of[key] for key in group.keys if key in block_of).items():
            wishes.append((-shared, block_id, index))
    free, taken = set(blocks), {}
    for _shared, block_id, index in sorted(wishes):
        if block_id in free and index not in taken:
            taken[index] = block_id
            free.remove(block_id)
    return Matching(
        kept=tuple((taken[index], group) for index, group in enumerate(groups) if index in taken),
        created=tuple(group for index, group in enumerate(groups) if index not in taken),
        withdrawn=tuple(sorted(free)),
    )
