"""`make bench`: what a figure's line says, and that none is left out."""

import json
import subprocess
import sys

import pytest

from bench import figure, growth, page, run

KEYS = ["figure", "value", "unit", "goal", "better", "n", "seed", "peers", "how", "ok"]


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """Scripts of the test's own, and a page of figures of its own."""
    monkeypatch.setattr(page, "PAGE", tmp_path / "figures.md")
    monkeypatch.setattr(run, "ROOT", tmp_path)

    def put(name, body, *owed):
        (tmp_path / f"{name}.py").write_text(body)
        monkeypatch.setattr(run, "SCRIPTS", {name: owed})

    return put


def ran(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["run", *words])
    status = run.main()
    told = capsys.readouterr()
    return status, [json.loads(line) for line in told.out.splitlines()], told.err


def printing(**changes):
    line = dict.fromkeys(KEYS, "") | {"figure": "a.b", "value": 1, "goal": None, "ok": True}
    line["better"] = "lower"
    return f"print({json.dumps(json.dumps(line | changes))})"


@pytest.mark.parametrize(
    ("value", "goal", "better", "ok"),
    [
        (4.0, 4, "lower", True),
        (4.1, 4, "lower", False),
        (5000, 5000, "higher", True),
        (4999, 5000, "higher", False),
        (7, None, "higher", True),
        (None, 0, "lower", False),
        (0, 0, "lower", True),
    ],
)
def test_a_figure_says_whether_it_holds(capsys, value, goal, better, ok):
    held = figure.say("a.b", value, "ms", goal=goal, better=better, n=3, seed=7, how="so")
    line = json.loads(capsys.readouterr().out)
    assert list(line) == KEYS
    assert held is line["ok"] is ok


def test_a_script_that_falls_over_leaves_no_figure_out(scripts, monkeypatch, capsys):
    scripts("fallen", "raise SystemError('no disk')", "a.b", "a.c")
    status, lines, _ = ran(monkeypatch, capsys)
    assert status == 1
    assert [(each["figure"], each["value"]) for each in lines] == [("a.b", None), ("a.c", None)]
    assert "no disk" in lines[0]["how"]
    assert list(lines[0]) == KEYS


def test_a_script_that_is_missing_leaves_no_figure_out(scripts, monkeypatch, capsys):
    monkeypatch.setattr(run, "SCRIPTS", {"nowhere": ("a.b",)})
    status, lines, _ = ran(monkeypatch, capsys)
    assert (status, lines[0]["value"]) == (1, None)


def test_a_script_that_prints_half_of_its_figures_owes_the_rest(scripts, monkeypatch, capsys):
    scripts("half", printing(), "a.b", "a.c")
    status, lines, _ = ran(monkeypatch, capsys)
    assert status == 1
    assert [each["value"] for each in lines] == [1, None]


def test_a_missed_goal_ends_with_1_and_stands_on_the_page(scripts, monkeypatch, capsys):
    scripts("missed", printing(ok=False, goal=0.5, unit="ms", n=2, how="so"), "a.b")
    assert ran(monkeypatch, capsys)[0] == 1
    assert "**1** ms ✗" in page.PAGE.read_text()


def test_all_held_ends_with_0(scripts, monkeypatch, capsys):
    scripts("held", printing(), "a.b")
    assert ran(monkeypatch, capsys)[0] == 0


def test_only_what_begins_so_is_run_and_said(scripts, monkeypatch, capsys):
    scripts("two", f"{printing()}; {printing(figure='b.c')}", "a.b", "b.c")
    _, lines, _ = ran(monkeypatch, capsys, "b")
    assert [each["figure"] for each in lines] == ["b.c"]


def test_a_name_that_no_figure_has_is_answered_with_those_there_are(
    scripts, monkeypatch, capsys
):
    scripts("held", printing(), "a.b")
    status, lines, said = ran(monkeypatch, capsys, "c")
    assert (status, lines) == (2, [])
    assert "a.b" in said


def test_figures_of_earlier_runs_stay_on_the_page(scripts, monkeypatch, capsys):
    scripts("first", printing(figure="a.b"), "a.b")
    ran(monkeypatch, capsys)
    scripts("second", printing(figure="b.c"), "b.c")
    ran(monkeypatch, capsys)
    assert "`a.b`" in page.PAGE.read_text()
    assert "`b.c`" in page.PAGE.read_text()


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("raise SystemExit(3)", "has ended with status 3"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9"),
    ],
)
def test_a_district_that_died_says_how(deed, said):
    district = object.__new__(growth._District)
    district.process = subprocess.Popen(
        [sys.executable, "-c", deed],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with pytest.raises(RuntimeError, match=f"pages: the district {said}"):
        district.ask("pages")
    district.close()
    district.process.stdout.close()
