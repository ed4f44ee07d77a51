"""Prints the days that the library `holidays` knows of a year, as JSON.

Run by ``proposing`` as a program of its own: the library loads what it knows of every country
before it answers for one, 46 MB that a box in a commune office would carry ever after.
"""

import json
import sys
from importlib.metadata import version

from holidays.countries.vietnam import Vietnam

SUBSTITUTED = "Làm bù"


def main() -> None:
    """Take the year from the command line; write version and days."""
    year = int(sys.argv[1])
    told = Vietnam(years=year, language="vi")
    days = [[day.isoformat(), "off", name] for day, name in told.items()]
    days += [
        [day.isoformat(), "make_up", SUBSTITUTED]
        for day in told.weekend_workdays
        if day.year == year
    ]
    sys.stdout.write(json.dumps({"version": version("holidays"), "days": sorted(days)}))


if __name__ == "__main__":
    main()
