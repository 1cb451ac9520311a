"""The tax number of a legal person (NIPC): its form and its check digit."""

import re

_NINE = re.compile(r"[0-9]{9}")
_OF_PEOPLE = ("1", "2", "3", "45")
"""How the numbers of natural persons begin (Decreto-Lei 14/2013, article 3)."""


def bare(text: str) -> str:
    """Return a number without what is written between its figures, and without the country before it."""
    return re.sub(r"[\s.\-]", "", text).upper().removeprefix("PT")


def is_right(number: str) -> bool:
    """Tell whether nine figures end in the check digit of the eight before them (weights 9 to 2, modulo 11; 10 and 11 give 0)."""
    if not _NINE.fullmatch(number):
        return False
    rest = sum(int(figure) * weight for figure, weight in zip(number, range(9, 1, -1), strict=False)) % 11
    return int(number[8]) == (0 if rest < 2 else 11 - rest)


def is_of_a_person(number: str) -> bool:
    """Tell whether a number is a natural person's."""
    return number.startswith(_OF_PEOPLE)
