"""The tree against the text of RFC 9162 written down recursively, known roots, and every wrong proof we can think of."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science import merkle

# the inputs and roots that implementations of Certificate Transparency share (google/certificate-transparency, merkle_tree_test)
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
MOST = 70
LEAVES = [merkle.leaf_hash(str(n).encode()) for n in range(MOST)]
TREE = merkle.Grown(LEAVES)
sizes = st.integers(1, MOST)


def k(n):
    """The largest power of two smaller than n."""
    return max(1 << i for i in range(n.bit_length()) if 1 << i < n)


def mth(d):
    """2.1.1."""
    if not d:
        return hashlib.sha256().digest()
    return d[0] if len(d) == 1 else merkle.node_hash(mth(d[: k(len(d))]), mth(d[k(len(d)) :]))


def path(m, d):
    """2.1.3.1."""
    if len(d) == 1:
        return []
    if m < k(len(d)):
        return [*path(m, d[: k(len(d))]), mth(d[k(len(d)) :])]
    return [*path(m - k(len(d)), d[k(len(d)) :]), mth(d[: k(len(d))])]


def subproof(m, d, whole=True):
    """2.1.4.1."""
    if m == len(d):
        return [] if whole else [mth(d)]
    if m <= k(len(d)):
        return [*subproof(m, d[: k(len(d))], whole), mth(d[k(len(d)) :])]
    return [*subproof(m - k(len(d)), d[k(len(d)) :], False), mth(d[: k(len(d))])]


def test_known_roots():
    tree = merkle.Grown(merkle.leaf_hash(bytes.fromhex(text)) for text in INPUTS)
    assert [merkle.root(n, tree).hex() for n in range(1, 9)] == ROOTS
    assert (merkle.root(0, tree), len(tree)) == (hashlib.sha256(b"").digest(), 8)


def test_every_proof_is_that_of_the_text():
    for n in range(1, MOST + 1):
        assert merkle.root(n, TREE) == mth(LEAVES[:n])
        for m in range(n):
            assert merkle.inclusion(m, n, TREE) == path(m, LEAVES[:n])
            assert merkle.consistency(m + 1, n, TREE) == subproof(m + 1, LEAVES[:n])


def test_a_row_of_subtrees_folds_into_one():
    assert [merkle.fold(LEAVES[:n]) for n in (1, 2, 64)] == [mth(LEAVES[:n]) for n in (1, 2, 64)]


@given(sizes, st.data())
def test_a_leaf_is_included_where_it_stands_and_nowhere_else(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof, root = merkle.inclusion(index, size, TREE), mth(LEAVES[:size])
    other = data.draw(st.integers(-1, MOST))
    assert merkle.is_included(LEAVES[index], index, size, proof, root)
    assert merkle.is_included(LEAVES[index], other, size, proof, root) is (other == index)
    wrong_leaf = LEAVES[(index + 1) % MOST]
    assert not merkle.is_included(wrong_leaf, index, size, proof, root)
    assert not merkle.is_included(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
    assert not merkle.is_included(LEAVES[index], index, size, proof, LEAVES[0] if size > 1 else LEAVES[1])
    for place in range(len(proof)):
        assert not merkle.is_included(LEAVES[index], index, size, proof[:place] + proof[place + 1 :], root)
        bent = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not merkle.is_included(LEAVES[index], index, size, bent, root)


@given(sizes, st.data())
def test_a_tree_grows_out_of_its_beginning_and_of_no_other(second, data):
    first = data.draw(st.integers(1, second))
    proof, old, new = merkle.consistency(first, second, TREE), mth(LEAVES[:first]), mth(LEAVES[:second])
    assert merkle.is_consistent(first, second, proof, old, new)
    assert not merkle.is_consistent(first, second, proof, bytes(32), new)
    assert not merkle.is_consistent(first, second, proof, old, bytes(32))
    assert not merkle.is_consistent(first, second, [*proof, bytes(32)], old, new)
    assert merkle.is_consistent(first, second, [], old, new) is (first == second)
    for place in range(len(proof)):
        assert not merkle.is_consistent(first, second, proof[:place] + proof[place + 1 :], old, new)
        bent = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not merkle.is_consistent(first, second, bent, old, new)


def test_a_changed_beginning_is_found():
    changed = [merkle.leaf_hash(b"other"), *LEAVES[1:]]
    proof = subproof(5, changed)
    assert not merkle.is_consistent(5, MOST, proof, mth(LEAVES[:5]), mth(changed))


def test_an_empty_tree_is_the_beginning_of_every_other():
    root = mth(LEAVES[:3])
    assert merkle.consistency(0, 3, TREE) == []
    assert merkle.is_consistent(0, 3, [], merkle.EMPTY, root)
    assert not merkle.is_consistent(0, 3, [root], merkle.EMPTY, root)


def test_what_is_not_there_has_no_proof():
    for index, size in ((3, 3), (-1, 3), (0, 0)):
        with pytest.raises(IndexError, match="no leaf"):
            merkle.inclusion(index, size, TREE)
    for first, second in ((4, 3), (-1, 3)):
        with pytest.raises(IndexError, match="do not come before"):
            merkle.consistency(first, second, TREE)
        assert not merkle.is_consistent(first, second, [], merkle.EMPTY, merkle.EMPTY)
    with pytest.raises(IndexError):
        merkle.root(MOST + 1, TREE)
