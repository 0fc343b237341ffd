"""What a standard expects its subject to declare."""

from guanjia.standards.rules.parse_filter import facts_of
from guanjia.standards.rules.standard import Standard
from guanjia.standards.rules.when import Chain, Relative, Timer, Trigger


def moments_needed(standard: Standard) -> set[str]:
    """Names of the moments that the standard reads."""
    when = standard.when
    if isinstance(when, Relative):
        return {*when.moment, *standard.not_after}
    if isinstance(when, Timer | Trigger):
        return set(standard.not_after)
    rests = {name for pair in when.rests for name in pair} if isinstance(when, Chain) else set()
    return {*when.start, *when.until, *standard.not_after, *rests}


def facts_needed(standard: Standard) -> set[str]:
    """Names of the facts that the standard reads."""
    found = set(facts_of(standard.filter)) | {standard.photo_forbidden_where, standard.scan_fact}
    if isinstance(standard.when, Trigger):
        found.add(standard.when.fact)
    return found - {""}
