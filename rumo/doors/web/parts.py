"""What the components are given: small plain values, one kind for each template under `web/parts/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Crumb:
    """One breadcrumb; the last, without address, is the page itself."""

    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab, which is a link."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `kind` is "" for text, "n" for numbers, "bar" for a row's glyph."""

    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of each row is the row's name. `foot` is one row, such as a total."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | SafeString]]
    note: str = ""
    foot: Sequence[str | SafeString] = ()

    @property
    def body(self) -> list[tuple[str | SafeString, list[tuple[Column, str | SafeString]]]]:
        """Rows as (name, [(column, cell), ...])."""
        return [self._named(row) for row in self.rows]

    @property
    def total(self) -> tuple[str | SafeString, list[tuple[Column, str | SafeString]]] | None:
        """The foot in the same shape, if there is one."""
        return self._named(self.foot) if self.foot else None

    def _named(
        self, row: Sequence[str | SafeString]
    ) -> tuple[str | SafeString, list[tuple[Column, str | SafeString]]]:
        return row[0], list(zip(self.columns[1:], row[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, for the summary: the field's id and how to mend it."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a list: "done", "current" or "" (to come)."""

    label: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or (pending) is due."""

    day: date
    title: str
    text: str = ""
    href: str | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is to be said of it."""

    term: str
    value: str | SafeString


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a long list, and the ways on; an address that is None is not offered."""

    words: str
    before: str | None = None
    after: str | None = None
