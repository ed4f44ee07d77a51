"""A few machines that work, lose contact, burn, are put back and meet again, at random.

Everything goes through the log's own verbs on a database a machine; only the order is drawn.
"""

from collections import Counter
from random import Random

from django.db import transaction

from guol.feed.actions import adopt_act, append, draw_number, note_restore, reopen_after_restore
from guol.feed.actions.judge import verdict_on
from guol.feed.api import give_home, history_of, number_of, open_desk, take_custody, take_home
from guol.feed.custody import Standing
from guol.feed.events import CustodyGiven, CustodyTaken
from guol.feed.models import Alarm, Desk, Stream
from guol.kernel.errors import Conflict, Refused
from guol.kernel.event import Feed
from tests.feed.notes import NoteAdded, NoteBegun
from tests.feed.world import World

DESKS = ("town", "hill", "river")


tell = transaction.atomic(append)


class Schedule:
    """One random history; ``run`` it, then ask what everybody holds to be true."""

    def __init__(self, folder, settings, seed):
        self.draw = Random(seed)
        self.world = World(folder, settings)
        self.hub = self.world.hub
        with self.hub:
            for desk in DESKS:
                open_desk(self.hub.act("authority"), desk)
        self.boxes = [self.world.box("box-a"), self.world.box("box-b")]
        for desk, box in zip(DESKS[1:], self.boxes, strict=True):
            with self.hub:
                give_home(self.hub.act(desk), to=box.node, seen=number_of(f"home/{desk}"))
        self.world.share()
        self.machines = self.world.machines
        self.saved = {}
        self.sticks = []
        self.frozen = []
        self.written = Counter()

    def run(self, steps):
        moves = [
            (30, self.begin), (50, self.add), (30, self.give), (40, self.send), (4, self.take),
            (5, self.move), (3, self.take_home), (6, self.save), (3, self.restore),
            (6, self.reopen), (4, self.adopt), (3, self.plug_in_a_stick),
        ]  # fmt: skip
        weights = [weight for weight, _ in moves]
        for _ in range(steps):
            _, move = self.draw.choices(moves, weights)[0]
            try:
                move()
                self.written[move.__name__] += 1
            except (Refused, Conflict) as no:
                self.written[type(no.reason).__name__] += 1

    def calm(self):
        """Everybody is put right and in contact again."""
        for machine in self.machines:
            if machine in self.frozen:
                self._reopen(machine)
        for stick in self.sticks:
            for machine in self.machines:
                machine.take_in(stick)
        self.world.share()
        self.world.share()

    # what may happen

    def begin(self):
        machine, desk = self.a_desk_at_home()
        with machine:
            act = machine.act(desk)
            with transaction.atomic():
                drawn = draw_number("receipts", is_gapless=True) if self.chance(0.3) else None
                append(NoteBegun(act=act, stream=act.key, receipt=drawn), seen=0)

    def add(self):
        machine = self.a_machine()
        with machine:
            stream = self.a_stream(machine)
            desk = self.holder_of(stream) if self.chance(0.9) else self.draw.choice(DESKS)
            act = machine.act(desk)
            tell(NoteAdded(act=act, stream=stream, text=act.key), seen=number_of(stream))

    def give(self):
        machine = self.a_machine()
        with machine:
            stream = self.a_stream(machine)
            act = machine.act(self.holder_of(stream))
            to = self.draw.choice(DESKS)
            tell(CustodyGiven(act=act, stream=stream, to=to), seen=number_of(stream))

    def send(self):
        source, target = self.draw.sample(self.machines, 2)
        copies = source.copies()
        target.take_in(copies[: self.draw.randint(1, len(copies))])

    def take(self):
        with self.hub:
            stream = self.a_stream(self.hub)
            to = self.draw.choice(DESKS)
            take_custody(self.hub.act("authority"), stream, to=to, seen=number_of(stream))

    def move(self):
        machine, desk = self.a_desk_at_home()
        to = self.draw.choice(self.machines)
        with machine:
            give_home(machine.act(desk), to=to.node, seen=number_of(f"home/{desk}"))

    def take_home(self):
        desk, to = self.draw.choice(DESKS), self.draw.choice(self.machines)
        with self.hub:
            take_home(
                self.hub.act("authority"), desk, to=to.node, seen=number_of(f"home/{desk}")
            )

    def save(self):
        machine = self.a_machine()
        if machine not in self.frozen:
            with machine:
                self.saved[machine] = machine.copy_aside()

    def restore(self):
        machine = self.a_machine()
        if machine in self.saved and machine not in self.frozen:
            self.sticks.append(machine.copies())
            machine.put_back(self.saved.pop(machine))
            with machine:
                note_restore()
            self.frozen.append(machine)

    def reopen(self):
        for machine in list(self.frozen):
            self._reopen(machine)

    def _reopen(self, machine):
        for other in self.machines:
            if other is not machine:
                machine.take_in(other.copies())
        with machine:
            reopen_after_restore(machine.act(f"{machine.node}.front"))
        self.frozen.remove(machine)
        self.saved.pop(machine, None)

    def adopt(self):
        machine = self.a_machine()
        with machine:
            stream = self.a_stream(machine)
            outside = [e.origin for e in history_of(stream) if e.standing is Standing.OUTSIDE]
            if outside:
                act = machine.act(self.holder_of(stream))
                adopt_act(act, stream, outside[0], seen=number_of(stream))

    def plug_in_a_stick(self):
        if self.sticks:
            self.a_machine().take_in(self.draw.choice(self.sticks))

    # who and what

    def chance(self, share):
        return self.draw.random() < share

    def a_machine(self):
        return self.draw.choice(self.machines)

    def a_desk_at_home(self):
        machine = self.a_machine()
        with machine:
            here = Desk.objects.filter(node=machine.node, key__in=DESKS)
            desks = sorted(here.values_list("key", flat=True))
        return machine, self.draw.choice(desks if desks and self.chance(0.9) else DESKS)

    def a_stream(self, machine):
        notes = Stream.objects.exclude(key__contains="/").exclude(key="authority")
        here = Desk.objects.filter(node=machine.node).values("key")
        mine = notes.filter(holder__in=here) if self.chance(0.8) else notes
        keys = sorted(mine.values_list("key", flat=True))
        if not keys:
            raise Conflict(None)
        return self.draw.choice(keys)

    def holder_of(self, stream):
        return Stream.objects.get(key=stream).holder or "town"

    # what must be true

    def wrong_writers(self):
        """Walk each stream once more, by another way: who wrote without holding it?"""
        wrong = []
        with self.hub:
            for key in Stream.objects.values_list("key", flat=True):
                holder = None
                for each in history_of(key):
                    if each.standing is not Standing.INSIDE:
                        continue
                    desk = Feed.parse(each.origin.feed).desk
                    is_take = isinstance(each.event, CustodyTaken) or each.kind == "HomeTaken"
                    if holder is not None and desk != holder and not is_take:
                        wrong.append((key, str(each.origin), holder))
                    holder = holder or desk
                    if isinstance(each.event, CustodyGiven | CustodyTaken):
                        holder = each.event.to
                    if each.kind == "HomeTaken":
                        holder = each.event.desk
        return wrong

    def alarms(self):
        found = []
        for machine in self.machines:
            with machine:
                found += Alarm.objects.values_list("sentence", flat=True)
                for key in Stream.objects.values_list("key", flat=True):
                    found += verdict_on(key).verdict.alarms
        return found

    def doubled_numbers(self):
        """Numbers of the gapless series that count twice on one machine's series."""
        seen = Counter()
        with self.hub:
            for key in Stream.objects.exclude(key__contains="/").values_list("key", flat=True):
                for each in history_of(key):
                    if each.kind == "NoteBegun" and each.standing.counts and each.event.receipt:
                        seen[Feed.parse(each.origin.feed).node, each.event.receipt.number] += 1
        return [number for number, times in seen.items() if times > 1]
