"""Papers that are held from earlier dossiers of a person, for one who may use them again.

Somebody with an account sees their own. A clerk sees those of the person at the counter, known
by number and name, and only from dossiers that came in or lie at the clerk's own desk. What
was never accepted is not held, and who takes a dossier back takes its papers back.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from guol.feed.api import Recorded, has_blob, histories_of
from guol.kernel.clock import legal_day
from guol.kernel.text import fold, longest_number
from guol.onestop.events import DossierAccepted, DossierLodged
from guol.onestop.models import Dossier, given
from guol.onestop.queries import near
from guol.onestop.rules.held import EarlierPaper, HeldPaper, papers_held
from guol.onestop.rules.states import Business
from guol.procedures.api import Version, version

MOST_DOSSIERS = 12  # the newest of a person that are looked through
LEAST_DIGITS = 6


def held_of_person(person: str, of: Version, today: date) -> tuple[HeldPaper, ...]:
    """Return what is held of somebody with an account; two reads, none for a visitor."""
    if not person:
        return ()
    return _held(Dossier.objects.filter(given("person"), person=person), of, today)


def held_at_counter(
    paper: str, name: str, desk: str, of: Version, today: date
) -> tuple[HeldPaper, ...]:
    """Return what a desk holds of the person before it, known by paper and name; two reads.

    Both must be those of the earlier dossier: a slip in the number shows no other's papers.
    """
    number = longest_number(paper)
    if len(number) < LEAST_DIGITS or not name.strip():
        return ()
    rows = Dossier.objects.filter(near([desk]), given("identity"), identity=number)
    return _held(rows, of, today, name=fold(name))


def _held(
    rows: QuerySet[Dossier], of: Version, today: date, *, name: str = ""
) -> tuple[HeldPaper, ...]:
    known = rows.filter(given("number"), parent="").exclude(business=Business.WITHDRAWN)
    columns = ("stream", "number", "about", "applicant", "version")
    newest = list(known.order_by("-lodged_at", "stream").values(*columns)[:MOST_DOSSIERS])
    lines = [each for each in newest if not name or fold(each["applicant"]) == name]
    told = histories_of([each["stream"] for each in lines]) if lines else {}
    found = (each for line in lines for each in _papers(line, told[line["stream"]]))
    return papers_held(of, found, today)


def _papers(line: dict[str, str], told: tuple[Recorded, ...]) -> Iterator[EarlierPaper]:
    """Yield the files of a dossier that are here, each with its key in that version."""
    keys = {each.name: each.key for each in version(line["version"]).papers}
    for each in told:
        event = each.event
        if not (each.standing.counts and isinstance(event, DossierLodged | DossierAccepted)):
            continue
        for paper in event.papers:
            if paper.blob and has_blob(paper.blob.digest):
                yield EarlierPaper(
                    stream=line["stream"],
                    number=line["number"],
                    about=line["about"] or line["applicant"],
                    given_on=paper.held_since or legal_day(event.act.at),
                    key=keys.get(paper.name, ""),
                    paper=paper,
                )
