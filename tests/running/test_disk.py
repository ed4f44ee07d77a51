"""The disk that forgets: what is on the platter is what was synced, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from bench.disk import BLOCK, SECTOR, Disk, File, Folder, read_in, write_out
from bench.mounted import by_chance


def left(disk):
    return {path: content for path, _, content in disk.after_power_cut()}


def a_disk(**files):
    disk = Disk()
    for name, content in files.items():
        disk.put(f"/{name}", File(now=bytearray(content), safe=bytearray(content)))
    disk.root.sync()
    return disk


def test_what_is_written_and_not_synced_is_forgotten():
    disk = a_disk(a=b"old")
    disk.at("/a").write(b"new", 0)
    assert left(disk) == {"/a": b"old"}


def test_what_is_synced_stays():
    disk = a_disk(a=b"old")
    disk.at("/a").write(b"new!", 0)
    disk.at("/a").sync()
    assert left(disk) == {"/a": b"new!"}


def test_a_synced_file_is_lost_while_its_entry_is_not_synced():
    disk = a_disk()
    disk.put("/a", File())
    disk.at("/a").write(b"x", 0)
    disk.at("/a").sync()
    assert left(disk) == {}
    disk.root.sync()
    assert left(disk) == {"/a": b"x"}


def test_a_rename_is_undone_while_its_folder_is_not_synced():
    disk = a_disk(a=b"x")
    disk.move("/a", "/b")
    assert left(disk) == {"/a": b"x"}
    disk.root.sync()
    assert left(disk) == {"/b": b"x"}


def test_a_file_taken_away_comes_back_while_its_folder_is_not_synced():
    disk = a_disk(a=b"x")
    disk.take("/a")
    assert left(disk) == {"/a": b"x"}


def test_a_synced_file_in_a_folder_without_a_synced_entry_is_lost():
    disk = a_disk()
    disk.put("/f", Folder())
    disk.put("/f/a", File())
    disk.at("/f").sync()
    assert left(disk) == {}
    disk.root.sync()
    assert left(disk) == {"/f": None, "/f/a": b""}


def test_shortening_is_forgotten_until_synced():
    disk = a_disk(a=b"long text")
    disk.at("/a").truncate(4)
    assert left(disk) == {"/a": b"long text"}
    disk.at("/a").sync()
    assert left(disk) == {"/a": b"long"}


WRITES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.binary(max_size=40), st.integers(0, 3 * BLOCK)),
        st.tuples(st.just("cut"), st.just(b""), st.integers(0, 3 * BLOCK)),
        st.tuples(st.just("sync"), st.just(b""), st.just(0)),
    ),
    max_size=30,
)


@given(WRITES)
def test_the_platter_holds_the_bytes_of_the_last_sync(steps):
    file, plain, synced = File(), bytearray(), b""
    for what, data, offset in steps:
        if what == "write":
            plain.extend(bytes(max(0, offset - len(plain))))
            plain[offset : offset + len(data)] = data
            file.write(data, offset)
        elif what == "cut":
            plain = plain[:offset] + bytes(max(0, offset - len(plain)))
            file.truncate(offset)
        else:
            file.sync()
            synced = bytes(plain)
        assert file.now == plain
        assert file.safe == synced


def worked(steps):
    """A file on which these steps were taken."""
    file = File()
    for what, data, offset in steps:
        if what == "write":
            file.write(data, offset)
        elif what == "cut":
            file.truncate(offset)
        else:
            file.sync()
    return file


def sectors(content):
    return [content[first : first + SECTOR] for first in range(0, len(content), SECTOR)]


@given(WRITES, st.integers(0, 2**32))
def test_by_chance_each_sector_is_the_old_one_or_the_new_one(steps, seed):
    file = worked(steps)
    rest = file.left(by_chance(seed))
    length = len(rest)
    assert length in {len(file.safe), len(file.now)}
    old = bytes(file.safe[:length]).ljust(length, b"\0")
    new = bytes(file.now[:length]) + old[len(file.now) :]
    for piece, *either in zip(sectors(rest), sectors(old), sectors(new), strict=True):
        assert piece in either


@given(WRITES, st.integers(0, 2**32))
def test_what_is_synced_is_never_a_matter_of_chance(steps, seed):
    file = worked(steps)
    file.sync()
    assert file.left(by_chance(seed)) == file.now


@given(WRITES)
def test_with_the_best_of_luck_all_stays(steps):
    file = worked(steps)
    assert file.left(lambda: True) == file.now


def test_by_chance_a_part_stays_and_a_part_does_not():
    disk = a_disk()
    for number in range(100):
        disk.put(f"/{number}", File())
    kept = len(list(disk.after_power_cut(by_chance(1))))
    assert 0 < kept < 100


def test_the_same_seed_leaves_the_same():
    disk = a_disk(a=b"old" * BLOCK)
    disk.at("/a").write(b"new" * BLOCK, 0)
    assert [*disk.after_power_cut(by_chance(4))] == [*disk.after_power_cut(by_chance(4))]


def test_a_real_folder_is_read_in_as_safe_and_written_out_again(tmp_path):
    source, target = tmp_path / "from", tmp_path / "to"
    (source / "blobs").mkdir(parents=True)
    target.mkdir()
    (source / "blobs/x").write_bytes(b"content")
    disk = read_in(source)
    disk.put("/blobs/late", File())
    write_out(disk, target)
    assert [str(each.relative_to(target)) for each in sorted(target.rglob("*"))] == [
        "blobs",
        "blobs/x",
    ]
