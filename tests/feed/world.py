"""Several machines in one test: each has a database, a data folder and an id of its own."""

import json
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from guol.feed.actions import Copy, receive
from guol.feed.api import found_node
from guol.feed.models import Entry, FeedHead, Identity, Stream
from guol.feed.node import forget_identities, make_identity
from guol.feed.proof import broken
from guol.kernel.act import Act, Node, Official
from guol.kernel.event import Origin
from tests.acts import MONDAY


class Machine:
    """One node. ``with machine:`` makes it the one that the code below runs on."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.folder = world.folder / name
        self.folder.mkdir()
        self.file = self.folder / "guol.sqlite3"
        shutil.copy(world.template, self.file)
        self.acts = 0
        self._before = []
        self.node = sha256(name.encode()).hexdigest()[:16]  # the same in every run
        with self:
            make_identity()
            place = self.folder / "keys" / "node.json"
            place.write_text(json.dumps({"node": self.node, "incarnation": 1}))
            forget_identities()

    def __enter__(self):
        before = connections["default"]
        self._before.append((before, self.world.settings.GUOL_DATA))
        self.world.settings.GUOL_DATA = self.folder
        options = before.settings_dict | {"NAME": str(self.file)}
        connections["default"] = type(before)(options, "default")
        return self

    def __exit__(self, *_):
        connections["default"].close()
        connections["default"], self.world.settings.GUOL_DATA = self._before.pop()

    def act(self, desk, key=None):
        self.acts += 1
        key = key or f"{self.name}-{self.acts}-{desk}"
        at = MONDAY + timedelta(minutes=self.acts)
        by = (
            Node()
            if desk == f"{self.node}.front"
            else Official(person="p", post="x", desk=desk)
        )
        return Act(by=by, at=at, node=self.node, key=key)

    def copies(self):
        """Everything this machine could send, feed by feed."""
        with self:
            rows = Entry.objects.order_by("feed", "number")
            return [
                Copy(
                    origin=Origin(feed=row.feed, number=row.number),
                    body=bytes(row.body),
                    digest=bytes(row.digest),
                )
                for row in rows
            ]

    def take_in(self, copies):
        """Receive until nothing more can be accepted; returns what still waits."""
        with self:
            waiting = list(copies)
            while waiting:
                found = receive(waiting, at=MONDAY)
                left = set(found.waiting)
                if len(left) == len(waiting):
                    break
                waiting = [copy for copy in waiting if copy.origin in left]
            return waiting

    def opinion(self):
        """What this machine holds to be true, in values that two machines can compare."""
        with self:
            entries = Entry.objects.order_by("feed", "number").values_list(
                "feed", "number", "stream", "standing", "head"
            )
            counting = Entry.objects.exclude(place=None).order_by("stream", "place", "standing")
            orders = list(counting.values_list("stream", "feed", "number"))
            streams = Stream.objects.order_by("key").values_list(
                "key", "holder", "granted_by", "state"
            )
            heads = (
                FeedHead.objects.exclude(number=0).order_by("key").values_list("key", "number")
            )
            told = [(*each[:4], bytes(each[4])) for each in entries]
            return told, orders, list(streams), list(heads)

    def broken(self):
        with self:
            return list(broken())

    def copy_aside(self):
        """Make a copy of the database, as a backup would."""
        place = self.folder / f"copy-{self.acts}"
        with (
            closing(sqlite3.connect(self.file)) as source,
            closing(sqlite3.connect(place)) as to,
        ):
            source.backup(to)
        return place

    def put_back(self, place):
        """Put a copy back in place of the database."""
        for tail in ("-wal", "-shm"):
            Path(f"{self.file}{tail}").unlink(missing_ok=True)
        shutil.copy(place, self.file)


class World:
    """A hub that is the authority, and boxes that know what it knew when they began."""

    def __init__(self, folder, settings):
        self.folder, self.settings = folder, settings
        self.template = folder / "template.sqlite3"
        with self._database(self.template):
            call_command("migrate", verbosity=0)
        self.hub = Machine(self, "hub")
        with self.hub:
            found_node(MONDAY, with_authority=True)
        self.machines = [self.hub]

    def box(self, name):
        machine = Machine(self, name)
        with machine:
            Identity.objects.all().delete()
            found_node(MONDAY, with_authority=False)
        self.machines.append(machine)
        self.share()
        return machine

    def share(self):
        """Let everybody have everything."""
        for _ in range(2):
            for source in self.machines:
                copies = source.copies()
                for target in self.machines:
                    if target is not source:
                        target.take_in(copies)

    @contextmanager
    def _database(self, file):
        before = connections["default"]
        connections["default"] = type(before)(
            before.settings_dict | {"NAME": str(file)}, "default"
        )
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = before
