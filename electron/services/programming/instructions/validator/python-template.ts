/** Python's checks of a validator. */
export const pythonChecks = `
from datetime import date
from typing import Any, Callable, List, NamedTuple, Optional, Sequence


class _Problem_(NamedTuple):
    """What is wrong with a value of the input; the path of the input itself is empty."""

    path: str
    code: str
    message: str


class _Failure_(ValueError):
    """Raised with everything that is wrong with the input."""

    def __init__(self, problems: Sequence[_Problem_]) -> None:
        super().__init__("; ".join(f"{each.path} {each.message}".strip() for each in problems))
        self.problems = list(problems)


class _Format_(NamedTuple):
    expected: str
    fits: Callable[[str], Any]


class _Checks_:
    """Looks at the values of a dictionary and keeps what is wrong with them. None counts as missing."""

    def __init__(self, given: Any) -> None:
        self.given = given
        self.problems: List[_Problem_] = []

    def fail(self, path: str, code: str, message: str) -> None:
        self.problems.append(_Problem_(path, code, message))

    def value(self, key: str, optional: bool) -> Any:
        value = self.given.get(key)
        if value is None and not optional:
            self.fail(key, "required", "is required")
        return value

    def text(
        self,
        key: str,
        *,
        optional: bool = False,
        minimum: Optional[int] = None,
        maximum: Optional[int] = None,
        form: Optional[_Format_] = None,
    ) -> Any:
        value = self.value(key, optional)
        if value is None:
            return None
        if not self.is_text(value):
            return self.fail(key, "type", "must be a string")
        if _counted_:
            self.count(key, len(value), "length", minimum, maximum)
        if _formatted_:
            if form is not None and not form.fits(value):
                self.fail(key, "format", f"must be {form.expected}")
        return value

    def choice(self, key: str, choices: Sequence[str], *, optional: bool = False) -> Any:
        value = self.value(key, optional)
        if value is None:
            return None
        if not self.is_text(value):
            return self.fail(key, "type", "must be a string")
        if value not in choices:
            return self.fail(key, "not_allowed", f"must be one of {', '.join(choices)}")
        return value

    def flag(self, key: str, *, optional: bool = False) -> Any:
        value = self.value(key, optional)
        if value is not None and not self.is_flag(value):
            return self.fail(key, "type", "must be true or false")
        return value

    def integer(
        self,
        key: str,
        *,
        optional: bool = False,
        minimum: Optional[float] = None,
        maximum: Optional[float] = None,
    ) -> Any:
        value = self.value(key, optional)
        if value is None:
            return None
        if not self.is_integer(value):
            return self.fail(key, "type", "must be a whole number")
        return self.within(key, int(value), minimum, maximum)

    def number(
        self,
        key: str,
        *,
        optional: bool = False,
        minimum: Optional[float] = None,
        maximum: Optional[float] = None,
    ) -> Any:
        value = self.value(key, optional)
        if value is None:
            return None
        if not self.is_number(value):
            return self.fail(key, "type", "must be a number")
        return self.within(key, value, minimum, maximum)

    def list(
        self,
        key: str,
        fits: Callable[[Any], bool],
        item: str,
        *,
        optional: bool = False,
        minimum: Optional[int] = None,
        maximum: Optional[int] = None,
    ) -> Any:
        value = self.value(key, optional)
        if value is None:
            return None
        if not isinstance(value, list):
            return self.fail(key, "type", "must be a list")
        for at, each in enumerate(value):
            if not fits(each):
                self.fail(f"{key}[{at}]", "type", f"must be {item}")
        if _counted_:
            self.count(key, len(value), "number of items", minimum, maximum)
        return value

    def count(self, path: str, count: int, what: str, minimum: Optional[int], maximum: Optional[int]) -> None:
        if minimum is not None and count < minimum:
            self.fail(path, "too_short", f"{what} must be at least {minimum}")
        if maximum is not None and count > maximum:
            self.fail(path, "too_long", f"{what} must be at most {maximum}")

    def within(self, path: str, value: Any, minimum: Optional[float], maximum: Optional[float]) -> Any:
        if minimum is not None and value < minimum:
            self.fail(path, "too_small", f"must be at least {minimum}")
        if maximum is not None and value > maximum:
            self.fail(path, "too_large", f"must be at most {maximum}")
        return value

    def only(self, keys: Sequence[str]) -> None:
        for key in sorted(self.given.keys() - set(keys), key=str):
            self.fail(key, "unknown", "is not known")

    @staticmethod
    def is_text(value: Any) -> bool:
        return isinstance(value, str)

    @staticmethod
    def is_flag(value: Any) -> bool:
        return isinstance(value, bool)

    @staticmethod
    def is_number(value: Any) -> bool:
        # True and False are whole numbers to Python. What no float can hold is infinite elsewhere.
        return isinstance(value, (int, float)) and not isinstance(value, bool) and -(2**1024) < value < 2**1024

    @staticmethod
    def is_integer(value: Any) -> bool:
        return _Checks_.is_number(value) and value == int(value) and abs(value) < 2**53

    @staticmethod
    def is_day(text: str) -> bool:
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
        return True


def _validate_(given: Any) -> _Name_:
    """The input as a _Name_. Raises _Failure_ with everything that is wrong with it."""
    if not isinstance(given, dict):
        raise _Failure_([_Problem_("", "type", "must be an object")])
    checks = _Checks_(given)
    _check_
`;
