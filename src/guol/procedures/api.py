"""What other packages may use of the catalogue."""

from guol.kernel.worktime import WorkCalendar
from guol.procedures.actions import confirm_day, import_catalogue, publish_version
from guol.procedures.events import Fee, Field, RequiredPaper, Step, Version
from guol.procedures.queries import (
    Card,
    calendar,
    calendar_of,
    catalogue,
    due_of,
    forget_kept,
    say_due,
    version,
    version_on,
)
from guol.procedures.rules import Due, Line

__all__ = [
    "Card",
    "Due",
    "Fee",
    "Field",
    "Line",
    "RequiredPaper",
    "Step",
    "Version",
    "WorkCalendar",
    "calendar",
    "calendar_of",
    "catalogue",
    "confirm_day",
    "due_of",
    "forget_kept",
    "import_catalogue",
    "publish_version",
    "say_due",
    "version",
    "version_on",
]
