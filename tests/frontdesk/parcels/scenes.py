"""Things of the counter for tests."""

from guanjia.custody.public import (
    Loanable,
    LoanKind,
    add_loanable,
)
from tests.cast import Cast


def a_key(cast: Cast, code: str = "K-01") -> Loanable:
    return add_loanable(site=cast.site, kind=LoanKind.KEY, code=code, name="配电房钥匙", hours=4)
