"""The lists in the import contracts name the folders that there are."""

import re
import tomllib

import pytest

from tests.shape.house import FOLDERS, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
BELOW_PEOPLE = {"kernel", "web", "feed"}
OUTSIDE = {"config"}  # sees every package, whole


def listed(key, name_part):
    (contract,) = [each for each in CONTRACTS if name_part in each["name"]]
    return {word for line in contract[key] for word in re.findall(r"\w+", line)} - {"guol"}


@pytest.mark.parametrize(
    ("key", "name_part", "folders"),
    [
        ("layers", "Capabilities sit on", FOLDERS),
        ("containers", "same inner shape", FOLDERS - BELOW_PEOPLE - OUTSIDE),
        ("modules", "only through api", FOLDERS - {"kernel", "web"} - OUTSIDE),
    ],
)
def test_contract_names_every_folder(key, name_part, folders):
    assert listed(key, name_part) == folders
