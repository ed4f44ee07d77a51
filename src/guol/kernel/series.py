"""Numbers that the law wants without a gap or without a double."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A number of a series, as the event names it that used it (số thứ tự).

    The event must name it: a node put back from a copy learns from its own events how far
    the series had come.
    """

    series: str
    number: int

    def __str__(self) -> str:
        return str(self.number)
