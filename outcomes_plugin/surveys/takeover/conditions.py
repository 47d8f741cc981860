"""
Conditions of XLSForm and SurveyJS, said as `show_if`.

One grammar reads both: comparisons of an earlier question with a value, joined by and, or, not.
Whatever else stands there makes the whole condition `Lost`: half a condition would be another one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from . import reasons
from .draft import Known

ShowIf = dict[str, Any]

MOST_CONDITIONS = 50
DEEPEST = 5
_LONGEST = 4000
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<ref>\$?\{[^{}]+\})
    | (?P<string>'[^']*'|"[^"]*")
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<op><=|>=|!=|<>|==|=|<|>|&&|\|\||!|\(|\)|\[|\]|,)
    | (?P<name>[A-Za-z_][\w.:-]*)
    )""",
    re.VERBOSE,
)
_SAME = {"==": "=", "<>": "!=", "equal": "=", "notequal": "!=", "greater": ">", "less": "<"}
_COMPARED = {"=", "!=", "<", ">", "<=", ">="}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_LISTED = {"contains", "notcontains", "anyof", "allof", "noneof"}
_EMPTINESS = {"empty", "notempty"}
_NUMBERS = {"likert", "zero_to_ten", "number"}
_LISTS = {"multiple_choice", "ranking"}
_COUNTING = {"count-selected", "string-length", "count"}


class Lost(Exception):
    """A condition that cannot be said here, and why."""

    def __init__(self, why: str | Promise = reasons.CONDITION) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class _Ref:
    name: str


@dataclass(frozen=True)
class _Count:
    name: str


def show_if(text: str, known: Mapping[str, Known]) -> ShowIf:
    """
    Return the condition about the questions that are known by now.

    Raises:
        Lost: it cannot be said here.
    """
    made = _Parser(text, known).whole()
    _check_size(made)
    return made


def joined(conditions: Sequence[ShowIf]) -> ShowIf:
    """Return that all of them hold."""
    flat = [part for one in conditions for part in one.get("all", [one])]
    made = flat[0] if len(flat) == 1 else {"all": flat}
    _check_size(made)
    return made


def _check_size(made: ShowIf) -> None:
    if _depth(made) > DEEPEST or _count(made) > MOST_CONDITIONS:
        raise Lost


def _parts(one: ShowIf) -> Sequence[ShowIf]:
    return one.get("all") or one.get("any") or ([one["not"]] if "not" in one else [])


def _depth(one: ShowIf) -> int:
    return 1 + max((_depth(part) for part in _parts(one)), default=0)


def _count(one: ShowIf) -> int:
    return sum(_count(part) for part in _parts(one)) or 1


def _tokens(text: str) -> list[tuple[str, str]]:
    if len(text) > _LONGEST:
        raise Lost
    found, at, whole = [], 0, text.strip()
    while at < len(whole):
        token = _TOKEN.match(whole, at)
        if token is None or token.lastgroup is None:
            raise Lost
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found


class _Parser:
    """Reads one condition from left to right."""

    def __init__(self, text: str, known: Mapping[str, Known]) -> None:
        self._tokens = _tokens(text)
        self._at = 0
        self._deep = 0
        self._known = known

    def whole(self) -> ShowIf:
        made = self._any()
        if self._at < len(self._tokens):
            raise Lost
        return made

    def _any(self) -> ShowIf:
        self._deep += 1
        if self._deep > MOST_CONDITIONS:
            raise Lost
        parts = [self._all()]
        while self._take("or", "||"):
            parts.append(self._all())
        self._deep -= 1
        return parts[0] if len(parts) == 1 else {"any": parts}

    def _all(self) -> ShowIf:
        parts = [self._one()]
        while self._take("and", "&&"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else joined(parts)

    def _one(self) -> ShowIf:
        if self._take("not", "!"):
            self._deep += 1
            if self._deep > MOST_CONDITIONS:
                raise Lost
            return {"not": self._one()}
        if self._take("("):
            made = self._any()
            self._need(")")
            return made
        if self._take("selected"):
            return self._selected()
        return self._comparison()

    def _selected(self) -> ShowIf:
        self._need("(")
        item = self._operand()
        self._need(",")
        value = self._operand()
        self._need(")")
        if not isinstance(item, _Ref):
            raise Lost
        return self._is_chosen(self._named(item.name), value)

    def _comparison(self) -> ShowIf:
        left = self._operand()
        operator = self._operator()
        if operator in _EMPTINESS and isinstance(left, _Ref):
            return _answered(self._named(left.name), is_so=operator == "notempty")
        if operator in _LISTED and isinstance(left, _Ref):
            return self._list(self._named(left.name), operator, self._operand())
        if operator not in _COMPARED:
            raise Lost
        right = self._operand()
        if isinstance(right, _Ref | _Count):
            left, right, operator = right, left, _TURNED.get(operator, operator)
        return self._compared(left, operator, right)

    def _compared(self, left: Any, operator: str, right: Any) -> ShowIf:
        if isinstance(right, _Ref | _Count | list):
            raise Lost
        if isinstance(left, _Count):
            return _counted(self._named(left.name), operator, right)
        if not isinstance(left, _Ref):
            raise Lost
        item = self._named(left.name)
        if right == "" and operator in ("=", "!="):
            return _answered(item, is_so=operator == "!=")
        if operator in ("=", "!="):
            same = {"item": item.key, "is": _value(item, right)}
            return same if operator == "=" else {"not": same}
        return _bounded(item, operator, right)

    def _list(self, item: Known, operator: str, values: Any) -> ShowIf:
        wanted = values if isinstance(values, list) else [values]
        if not wanted:
            raise Lost
        parts = [self._is_chosen(item, one) for one in wanted]
        if operator in ("contains", "allof"):
            return joined(parts)
        any_of = parts[0] if len(parts) == 1 else {"any": parts}
        if item.kind not in _LISTS and len(parts) > 1:
            any_of = {"item": item.key, "in": [part["is"] for part in parts]}
        return any_of if operator == "anyof" else {"not": any_of}

    def _is_chosen(self, item: Known, value: Any) -> ShowIf:
        if item.kind not in _LISTS:
            return {"item": item.key, "is": _value(item, value)}
        chosen = item.values.get(_said(value))
        if chosen is None:
            raise Lost
        return {"item": item.key, "includes": chosen}

    def _operand(self) -> Any:
        kind, said = self._next()
        if kind == "ref":
            return _Ref(said.strip("${} "))
        if kind == "string":
            return said[1:-1]
        if kind == "number":
            return float(said) if "." in said else int(said)
        if said == "[":
            return self._items()
        if kind == "name" and said in _COUNTING:
            return self._counted_item()
        if kind == "name" and said in ("true", "false"):
            if self._take("("):
                self._need(")")
            return said == "true"
        raise Lost

    def _counted_item(self) -> _Count:
        self._need("(")
        item = self._operand()
        self._need(")")
        if not isinstance(item, _Ref):
            raise Lost
        return _Count(item.name)

    def _items(self) -> list[Any]:
        found: list[Any] = []
        while not self._take("]"):
            found.append(self._operand())
            self._take(",")
        return found

    def _operator(self) -> str:
        said = self._next()[1]
        return _SAME.get(said, said)

    def _named(self, name: str) -> Known:
        found = self._known.get(name)
        if found is None:
            raise Lost(reasons.CONDITION_LATER)
        return found

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise Lost
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, *wanted: str) -> bool:
        if self._at < len(self._tokens):
            kind, said = self._tokens[self._at]
            if kind in ("op", "name") and said.lower() in wanted:
                self._at += 1
                return True
        return False

    def _need(self, wanted: str) -> None:
        if not self._take(wanted):
            raise Lost


def _answered(item: Known, *, is_so: bool) -> ShowIf:
    return {"item": item.key, "answered": is_so}


def _counted(item: Known, operator: str, right: Any) -> ShowIf:
    if (operator, right) in ((">", 0), (">=", 1), ("!=", 0)):
        return _answered(item, is_so=True)
    if (operator, right) in (("=", 0), ("<", 1), ("<=", 0)):
        return _answered(item, is_so=False)
    raise Lost


def _value(item: Known, value: Any) -> Any:
    """Return what is stored here for the value of the source."""
    if item.values:
        stored = item.values.get(_said(value))
        if stored is None or item.kind in _LISTS:
            raise Lost
        return stored
    if item.kind in _NUMBERS:
        return _as_number(value)
    raise Lost


def _bounded(item: Known, operator: str, right: Any) -> ShowIf:
    if item.kind not in _NUMBERS:
        raise Lost
    bound = _as_number(right)
    name = "at_least" if operator in (">", ">=") else "at_most"
    if operator in (">=", "<="):
        return {"item": item.key, name: bound}
    if isinstance(bound, int) and not item.decimals:
        return {"item": item.key, name: bound + 1 if operator == ">" else bound - 1}
    not_itself = {"not": {"item": item.key, "is": bound}}
    return {"all": [{"item": item.key, name: bound}, not_itself]}


def _as_number(value: Any) -> int | float:
    if isinstance(value, bool):
        raise Lost
    try:
        number = float(value)
    except ValueError:
        raise Lost from None
    return int(number) if number.is_integer() else number


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
