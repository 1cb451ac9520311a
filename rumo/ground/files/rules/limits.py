"""The one table of limits, the refusal every rule raises, and the antivirus test signature."""

from django.utils.translation import gettext as _

MB = 1024 * 1024
EVIDENCE = 50 * MB  # a file that proves what was done, bytes
ANNEX = 20 * MB  # a file that comes with what somebody says in a consultation, bytes
MINUTES = 15  # of one recording
UNPACKED = 200 * MB  # what a document's parts may come to, bytes
RATIO = 200  # unpacked to packed; a long sheet of equal cells reaches 60
ENTRIES = 5_000  # parts of a document
PIXELS = 50_000_000  # of one picture: 200 MB once decoded
NAME = 200  # characters
PART = 2 * MB  # of a document's list of parts, which is read whole
BLOCK = 256 * 1024  # read at a time

# in two halves, so that nobody's antivirus takes this file for the sample
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"


class FileRefused(ValueError):
    """The file was not kept; the words say what is wrong and how to mend it."""


class Signature:
    """Looks for the antivirus test signature in bytes that pass by in blocks."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._tail = b""

    def refuse(self, block: bytes) -> None:
        """Raise `FileRefused` when the signature ends in this block."""
        if _EICAR in self._tail + block:
            raise FileRefused(
                _(
                    "O ficheiro traz a assinatura de teste dos antivírus e não foi guardado. Escolha outro ficheiro."
                )
            )
        self._tail = (self._tail + block)[-len(_EICAR) :]
