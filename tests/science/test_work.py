"""A proof of work: found ones hold, for their own subject alone; whatever else comes is none; how much work it is."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science import work

SUBJECTS = st.text(st.characters(max_codepoint=126), max_size=150)


@given(SUBJECTS, st.integers(1, 4))
def test_what_is_found_holds(subject, bits):
    found = work.find(subject, bits=bits)
    assert [work.holds(subject, found, bits=few) for few in range(1, bits + 1)] == [True] * bits


@given(SUBJECTS, st.text(st.sampled_from("0123456789.")), st.integers(1, 10))
def test_a_proof_holds_when_every_hash_begins_with_zeros(subject, proof, bits):
    numbers = proof.split(".")
    hashes = [
        sha256(f"{subject[-40:]}.{part}.{number}".encode()).digest() for part, number in enumerate(numbers)
    ]
    zeros = all(f"{int.from_bytes(one):0256b}"[:bits] == "0" * bits for one in hashes)
    shaped = len(numbers) == 8 and all(1 <= len(number) <= 10 for number in numbers)
    assert work.holds(subject, proof, bits=bits) == (shaped and zeros)


@given(st.text(), st.text())
def test_anything_at_all_is_told_of(subject, proof):
    assert work.holds(subject, proof, bits=24) is False


def test_a_proof_is_for_one_subject():
    first, other = ("x" * 100 + f"{number:040d}" for number in (1, 2))
    found = work.find(first, bits=6)
    assert (work.holds(first, found, bits=6), work.holds(other, found, bits=6)) == (True, False)


@pytest.mark.parametrize(
    "proof",
    ["", ".", "1.2.3.4.5.6.7", "1.2.3.4.5.6.7.8.9", "٣.1.1.1.1.1.1.1", "0.0.0.0.0.0.0.0\n", "1" * 10**6],
)
def test_what_has_not_its_shape_is_none(proof):
    assert work.holds("subject", proof, bits=1) is False


def test_its_work_is_eight_times_two_to_the_bits():
    tries = [sum(int(number) + 1 for number in work.find(f"{n:040d}", bits=6).split(".")) for n in range(200)]
    assert 0.95 < sum(tries) / len(tries) / (8 * 2**6) < 1.05
