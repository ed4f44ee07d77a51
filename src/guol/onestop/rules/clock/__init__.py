"""The clock: when a result is due, and why. Pure; the rules are D1 to D19 of ADR-0009."""

from guol.onestop.rules.clock.engine import Clock, Pace, StageDue, clock_of, exclusion_of
from guol.onestop.rules.clock.facts import (
    AGREED,
    APOLOGISED,
    APPRAISAL,
    COUNTER,
    ENTRY,
    ONLINE,
    POST,
    Ask,
    Calendars,
    Entered,
    Excluded,
    Facts,
    Postponed,
)
from guol.onestop.rules.clock.limits import is_limited
from guol.onestop.rules.clock.lines import RULES, Line, told_of
from guol.onestop.rules.clock.reading import asks_of, facts_of, whole_since
from guol.onestop.rules.clock.steps import (
    answer_due,
    answer_warned_at,
    minutes_used,
    step_due,
    step_due_after,
    transfer_due,
)

__all__ = [
    "AGREED",
    "APOLOGISED",
    "APPRAISAL",
    "COUNTER",
    "ENTRY",
    "ONLINE",
    "POST",
    "RULES",
    "Ask",
    "Calendars",
    "Clock",
    "Entered",
    "Excluded",
    "Facts",
    "Line",
    "Pace",
    "Postponed",
    "StageDue",
    "answer_due",
    "answer_warned_at",
    "asks_of",
    "clock_of",
    "exclusion_of",
    "facts_of",
    "is_limited",
    "minutes_used",
    "step_due",
    "step_due_after",
    "told_of",
    "transfer_due",
    "whole_since",
]
