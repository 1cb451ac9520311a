"""What a DOCX says apart from its text: where its parts lie, what its styles are, and how its numberings count."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from rumo.doors.files.guiding.package import Package
from rumo.doors.files.guiding.styling import CLAUSE, PLAIN, Styled, styled
from rumo.doors.files.limits import refuse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = ("0", "false", "off", "none")
_CHAIN = 12  # styles based on styles; one that goes round in a circle ends there


def val(element: etree._Element | None, default: str = "") -> str:
    """Return the `w:val` of an element that may not be there."""
    return default if element is None else str(element.get(f"{W}val", default))


def whole(text: str, default: int = 0) -> int:
    """Return a number as files write it, or `default` for what is none."""
    return int(text) if re.fullmatch(r"\d{1,9}", text) else default


def on(element: etree._Element | None) -> bool:
    """Whether a property that may be there is turned on."""
    return element is not None and val(element, "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Link:
    """Where a relationship leads; `out`: away from the file."""

    kind: str
    target: str
    out: bool


class Parts:
    """The parts of a DOCX, found by their relationships."""

    def __init__(self, package: Package) -> None:
        """Find the main part; raises `FileRefused` where this is no DOCX, or one that carries macros."""
        self.package = package
        kinds = package.read("[Content_Types].xml") if "[Content_Types].xml" in package.names else b""
        if b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in package.names):
            raise refuse(package.name, "traz macros: guarde-o como .docx, sem macros")
        main = [link.target for link in self.links("").values() if link.kind == "officeDocument"]
        if not kinds or not main or main[0] not in package.names:
            raise package.wrong()
        self.main = main[0]
        self.root = package.xml(self.main)
        body = self.root.find(f"{W}body")
        if body is None:
            said = "não tem texto de documento que se possa ler: abra-o e guarde-o como .docx (não «Estrito»)"
            raise refuse(f"{package.name}/{self.main}", said)
        self.body = body

    def links(self, part: str) -> dict[str, Link]:
        """Return the relationships of a part by their keys."""
        folder, name = posixpath.split(part)
        held = posixpath.join(folder, "_rels", f"{name}.rels")
        if held not in self.package.names:
            return {}
        found = {}
        for one in self.package.xml(held):
            target, out = one.get("Target") or "", one.get("TargetMode") == "External"
            if not out:
                target = (
                    target[1:]
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(folder, target))
                )
            found[one.get("Id") or ""] = Link((one.get("Type") or "").rpartition("/")[2], target, out)
        return found

    def other(self, kind: str) -> tuple[str, etree._Element] | None:
        """Return a part beside the main one by its kind (`styles`, `footnotes` …), with its name; nothing where it is not there."""
        for link in self.links(self.main).values():
            if link.kind == kind and not link.out and link.target in self.package.names:
                return link.target, self.package.xml(link.target)
        return None

    def title(self) -> str:
        """Return the title among the file's properties."""
        for link in self.links("").values():
            if link.kind == "core-properties" and link.target in self.package.names:
                found = self.package.xml(link.target).findtext("{http://purl.org/dc/elements/1.1/}title")
                return found or ""
        return ""


class Styles:
    """What each style makes of a paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the styles of a document, which may have none."""
        styles = [] if root is None else root.findall(f"{W}style")
        self.found = {style.get(f"{W}styleId") or "": style for style in styles}
        self.names = {key: val(style.find(f"{W}name")) for key, style in self.found.items()}
        self.ours = f"{CLAUSE} 1".lower() in {name.lower() for name in self.names.values()}

    def chain(self, key: str) -> list[str]:
        """Return a style and those it is based on."""
        keys: list[str] = []
        while key in self.found and key not in keys and len(keys) < _CHAIN:
            keys.append(key)
            key = val(self.found[key].find(f"{W}basedOn"))
        return keys

    def of(self, properties: etree._Element | None) -> Styled:
        """Return what a paragraph is: by its style's name, in any language, or by its level in the outline."""
        if properties is None:
            return PLAIN
        key = val(properties.find(f"{W}pStyle"))
        for one in self.chain(key) or [key]:
            found = styled(self.names.get(one, one))
            if found != PLAIN:
                return found
            level = self._outline(self.found.get(one))
            if level is not None:
                return Styled("section", level)
        level = whole(val(properties.find(f"{W}outlineLvl")), 9)
        return Styled("section", level) if level < 9 else PLAIN

    @staticmethod
    def _outline(style: etree._Element | None) -> int | None:
        level = None if style is None else style.find(f"{W}pPr/{W}outlineLvl")
        found = whole(val(level), 9)
        return found if level is not None and found < 9 else None


@dataclass(frozen=True, slots=True)
class Counted:
    """The number a paragraph has: `steps` of a number (1.2 has two), 0 for a bullet; `plain`: counted as 1, 2, 3."""

    level: int
    number: int
    steps: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class _Num:
    """A list: the form it counts by, how it counts its levels, which may be its own, and where they start again."""

    form: str
    levels: dict[int, etree._Element]
    starts: dict[int, int]


class Numbering:
    """The numbers of paragraphs, counted as they come."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """Read the numberings of a document, which may have none."""
        self.styles = styles
        self.forms: dict[str, dict[int, etree._Element]] = {}
        self.nums: dict[str, _Num] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        for form in [] if root is None else root.findall(f"{W}abstractNum"):
            self.forms[form.get(f"{W}abstractNumId") or ""] = _levels(form.findall(f"{W}lvl"))
        for num in [] if root is None else root.findall(f"{W}num"):
            self.nums[num.get(f"{W}numId") or ""] = _num(num, self.forms)

    def of(self, properties: etree._Element | None) -> Counted | None:
        """Count a paragraph; nothing for one without a number."""
        if properties is None:
            return None
        key = val(properties.find(f"{W}pStyle"))
        held = [properties, *(self.styles.found[one].find(f"{W}pPr") for one in self.styles.chain(key))]
        for one in held:
            numbered = None if one is None else one.find(f"{W}numPr")
            if numbered is not None and numbered.find(f"{W}numId") is not None:
                level = whole(val(numbered.find(f"{W}ilvl")), -1)
                return self._count(val(numbered.find(f"{W}numId")), level, key)
        return None

    def _count(self, num: str, level: int, style: str) -> Counted | None:
        if num not in self.nums:
            return None
        form, levels = self.nums[num].form, self.nums[num].levels
        if level < 0:  # a style's level is the one that names it
            level = next((at for at, one in levels.items() if val(one.find(f"{W}pStyle")) == style), 0)
        said = levels.get(level)
        if said is None or val(said.find(f"{W}numFmt")) == "none":
            return None
        number = self._next(num, form, level, whole(val(said.find(f"{W}start")), 1))
        kind = val(said.find(f"{W}numFmt"), "decimal")
        if kind == "bullet":
            return Counted(level, number, 0)
        return Counted(
            level, number, max(len(re.findall(r"%\d", val(said.find(f"{W}lvlText")))), 1), kind == "decimal"
        )

    def _next(self, num: str, form: str, level: int, start: int) -> int:
        counts = self.counts.setdefault(form, {})
        again = self.nums[num].starts.get(level)
        if again is not None and (num, level) not in self.begun:
            counts[level] = again - 1
        self.begun.add((num, level))
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts[level]


def _num(num: etree._Element, forms: dict[str, dict[int, etree._Element]]) -> _Num:
    form = val(num.find(f"{W}abstractNumId"))
    starts = {
        whole(one.get(f"{W}ilvl") or ""): whole(val(again), 1)
        for one in num.findall(f"{W}lvlOverride")
        if (again := one.find(f"{W}startOverride")) is not None
    }
    own = _levels(num.findall(f"{W}lvlOverride/{W}lvl"))
    return _Num(form, {**forms.get(form, {}), **own} if own else forms.get(form, {}), starts)


def _levels(levels: list[etree._Element]) -> dict[int, etree._Element]:
    return {whole(one.get(f"{W}ilvl") or ""): one for one in levels}
