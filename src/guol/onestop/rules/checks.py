"""What is found of a printed paper that somebody checks."""

from dataclasses import dataclass

from guol.kernel.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIsTrue(Reason):
    """The seal is the machine's own, and the log says what the paper says."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignedOnly(Reason):
    """The seal is the machine's own; this house has nothing to hold its contents against."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperUnreadable(Reason):
    """What was typed is neither a seal nor a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineUnknown(Reason):
    """The paper names a machine whose key is not known here."""

    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOfAnother(Reason):
    """The paper names a machine, and another key than its own was used."""

    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChanged(Reason):
    """What the code says was changed after it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReplaced(Reason):
    """The code was signed for another number than the one that is printed."""

    signed: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotInLog(Reason):
    """The seal is right, and the log knows no such paper for this dossier."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIsTrue(Reason):
    """The file is byte for byte what one of our machines signed."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanged(Reason):
    """The file bears a seal of ours, and is not what was signed."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUnsigned(Reason):
    """The file bears no seal that could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNeeded(Reason):
    """The seal is out of a file, and proves something only together with it."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIsVoid(Reason):
    """The seal is right, and the number of the certification was voided since."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberKnown(Reason):
    """A dossier with this number is known; that proves no paper."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberUnknown(Reason):
    """No dossier with this number is known here."""

    number: str
