"""Reads that stay small when an office grows old: each has its index, and lists are bounded.

What grows with the years is asked for by an index alone; the plan says so on both databases.
On a table of a few rows PostgreSQL would read it whole all the same, so it is told to dislike
that.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from guol.feed.api import node_keys
from guol.feed.models import Entry
from guol.kernel.clock import legal_day
from guol.onestop.models import Dossier
from guol.onestop.models.books import Certification
from guol.onestop.queries import (
    dossier,
    dossiers_found,
    dossiers_of_person,
    duplicates_of,
    register,
    register_count,
)
from guol.onestop.queries.books import certifications_named
from guol.onestop.queries.bundle import legs_of
from guol.onestop.queries.household import dossiers_of_visit
from guol.onestop.queries.overview import lying_with
from guol.onestop.queries.paying import fees_due
from guol.onestop.queries.returning import uncollected_since
from guol.payments.models import Drawer, FeeReceipt
from guol.payments.queries import (
    drawers_of,
    each_receipt_between,
    open_drawer,
    sums_between,
    uses_of,
)
from tests.onestop.given import a_returned_dossier, an_accepted_dossier
from tests.onestop.world import COUNTER, MONDAY, sign_in_as

pytestmark = pytest.mark.django_db
DAY = legal_day(MONDAY)
GROWING = [each._meta.db_table for each in (Entry, Dossier, FeeReceipt, Drawer, Certification)]
MANY = 120
READS = {
    "keys of nodes": node_keys,
    "search for a name": lambda: dossiers_found("bưởi", [COUNTER]),
    "search for a number": lambda: dossiers_found("000.02.99.H47-260420-0001", [COUNTER]),
    "duplicates": lambda: duplicates_of("dossier/1"),
    "legs": lambda: legs_of("dossier/1"),
    "a person's own": lambda: dossiers_of_person("person"),
    "a visit": lambda: dossiers_of_visit("visit", COUNTER),
    "a register": lambda: register(COUNTER, DAY, DAY),
    "how long it is": lambda: register_count(COUNTER, DAY, DAY),
    "receipts of days": lambda: sums_between(COUNTER, DAY, DAY),
    "a table of receipts": lambda: list(each_receipt_between(COUNTER, DAY, DAY)),
    "a certification by its name": lambda: certifications_named("01/2026-SCT/BS", "1", DAY),
    "results nobody fetched": lambda: uncollected_since([COUNTER], MONDAY),
}
BY = {  # reads that another index would answer too, by reading all that a desk ever did
    "dossier_fee_due": lambda: fees_due(COUNTER),
    "payments_open_drawer": lambda: open_drawer(COUNTER),
    "dossier_with_desk (holder=? AND business=?": lambda: lying_with(
        [COUNTER], MONDAY, MONDAY, which="urgent", limit=25
    ),
    "payments_drawers": lambda: drawers_of(COUNTER),
    "payments_day": lambda: list(each_receipt_between(COUNTER, DAY, DAY)),
    "certification_by_name": lambda: certifications_named("01/2026-SCT/BS", "1", DAY),
    "payments_in_book": lambda: uses_of([f"receipts/{COUNTER}/paper/1"]),
    "dossier_original": lambda: duplicates_of("dossier/1"),
    "dossier_person": lambda: dossiers_of_person("person"),
}


@contextmanager
def plans():
    """Gather the plan of every read."""
    found, asked = [], []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for sql, params in asked:
            if sql.startswith("SELECT"):
                cursor.execute(f"{explain} {sql}", params)
                found += [str(row[-1]) for row in cursor.fetchall()]


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_what_grows_is_never_read_whole(house, read):
    with plans() as found:
        read()
    assert found
    whole = [f"{word} {table}" for word in ("SCAN", "Seq Scan on") for table in GROWING]
    assert not [line for line in found for each in whole if each in line], found


@pytest.mark.parametrize(("index", "read"), BY.items(), ids=BY)
def test_a_read_has_the_index_that_holds_its_few_rows(house, index, read):
    with plans() as found:
        read()
    if connection.vendor == "sqlite":
        assert any(index in line for line in found), found


@pytest.fixture
def many(house):
    """A counter that received many dossiers today."""
    row = Dossier.objects.values().get(stream=an_accepted_dossier(house))
    made = [
        Dossier(
            **row
            | {
                "stream": f"dossier/copy-{place}",
                "number": f"000.02.99.H47-260420-{place + 2:04}",
                "received_at": row["received_at"] + timedelta(seconds=place + 1),
            }
        )
        for place in range(MANY - 1)
    ]
    Dossier.objects.bulk_create(made)


def test_the_register_shows_a_page_of_fifty_and_counts_on(client, house, many):
    clerk = sign_in_as(client, house.clerk)
    first = clerk.get("/mot-cua/so/").content.decode()
    last = clerk.get("/mot-cua/so/", {"trang": "3"}).content.decode()
    assert first.count("<tr>") == 51
    assert last.count("<tr>") == 21
    assert ">101</td>" in last
    assert "trang=2" in first


def test_a_search_shows_the_first_25_and_says_so(client, house, many):
    clerk = sign_in_as(client, house.clerk)
    name = dossier("dossier/copy-0").applicant
    cut = clerk.get("/mot-cua/", {"tim": name}).content.decode()
    assert cut.count("/ho-so/000.02.99.H47-260420-") == 25
    assert "25 kết quả đầu" in cut
    whole = clerk.get("/mot-cua/", {"tim": "000.02.99.H47-260420-0007"}).content.decode()
    assert whole.count("/ho-so/000.02.99.H47-260420-") == 1
    assert "25 kết quả đầu" not in whole


def test_each_page_of_the_register_is_printed_as_a_sheet(client, house, many):
    clerk = sign_in_as(client, house.clerk)
    sheets = [clerk.get("/mot-cua/so/pdf/", {"trang": each}).content for each in (1, 3)]
    assert all(each.startswith(b"%PDF") for each in sheets)
    assert len(sheets[1]) < len(sheets[0])


def test_what_a_dossier_is_called_finds_it_though_it_ended(house):
    stream = a_returned_dossier(house)
    found = dossiers_found(dossier(stream).number, [COUNTER])
    assert [each.stream for each in found] == [stream]
    assert not dossiers_found(dossier(stream).number, ["elsewhere"])
