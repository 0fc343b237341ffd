"""Trees of hashes after RFC 6962."""

import hashlib

import pytest

from guanjia.foundation.journal.rules.merkle import audit_path, leaf_hash, node_hash, root_from_path, root_of

# Test vectors in wide use for RFC 6962 trees: inputs and the roots over the first n of them.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("count", range(1, 9))
def test_roots_are_those_of_the_rfc(count: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(data)) for data in INPUTS[:count]]
    assert root_of(leaves).hex() == ROOTS[count - 1]


def test_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root_of([]) == hashlib.sha256(b"").digest()
    assert root_of([b"x" * 32]) == b"x" * 32
    assert node_hash(b"a", b"b") == hashlib.sha256(b"\x01ab").digest()


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 33])
def test_every_leaf_has_a_path_and_no_other_leaf_fits_it(size: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    root = root_of(leaves)
    for index in range(size):
        path = audit_path(leaves, index)
        assert root_from_path(leaves[index], index, size, path) == root
        assert root_from_path(leaf_hash(b"other"), index, size, path) != root
        assert root_from_path(leaves[index], index, size, [*path, b"x" * 32]) is None
        if path:
            assert root_from_path(leaves[index], index, size, path[:-1]) is None
    assert root_from_path(leaves[0], size, size, []) is None
    with pytest.raises(IndexError):
        audit_path(leaves, size)
