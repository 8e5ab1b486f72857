"""Writing a folder: never over what is not ours, swapped in when complete, clean after a crash."""

import errno
import json
import os
import re
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from prevenance import __version__, output
from prevenance.output import MARK, swapped, write_all
from prevenance.problems import UsageError

MACROS = Path(output.__file__).parents[2]
FILES = [(f"sous/dossier/{number}.txt", f"neuf {number}".encode()) for number in range(40)]
BEFORE = {"ancien.txt": "ancien", "sous/autre.txt": "autre"}


def content(folder: Path) -> dict[str, str]:
    """Return what a folder holds, mark left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MARK
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def tried(target: Path, *, replace: bool = False) -> str:
    """Try to write a folder; return the refusal, or nothing."""
    try:
        with swapped(target, "essai", replace=replace) as fresh:
            write_all(fresh, FILES)
    except UsageError as error:
        return str(error)
    return ""


@pytest.fixture(autouse=True)
def only_this_tree() -> None:
    """Look first that the code under test is this one: another might wipe folders."""
    assert MACROS == ROOT / "macros"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that we wrote earlier."""
    folder = tmp_path / "ici" / "sortie"
    with swapped(folder, "essai") as fresh:
        write_all(fresh, ((name, text.encode()) for name, text in BEFORE.items()))
    return folder


def test_a_new_folder_appears_with_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "pas" / "encore" / "là"
    with swapped(folder, "essai") as fresh:
        assert not folder.exists()
        assert write_all(fresh, FILES) == len(FILES)
    assert content(folder) == {name: data.decode() for name, data in FILES}
    assert names(folder.parent) == [folder.name]


def test_an_old_folder_is_replaced_whole_and_stands_until_then(target: Path) -> None:
    with swapped(target, "essai") as fresh:
        write_all(fresh, FILES)
        assert content(target) == BEFORE
        assert fresh.parent == target.parent
    assert "ancien.txt" not in content(target)
    assert len(content(target)) == len(FILES)
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_keeps_the_old_folder_and_leaves_nothing_beside(
    target: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error), swapped(target, "essai") as fresh:
        write_all(fresh, FILES)
        raise error
    assert content(target) == BEFORE
    assert names(target.parent) == [target.name]
    with swapped(target, "essai"):
        pass
    assert content(target) == {}


def test_a_failure_takes_away_the_parents_that_it_made(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="panne"), swapped(tmp_path / "a" / "b" / "c", "essai"):
        raise ValueError("panne")
    assert names(tmp_path) == []


# What is ours


def test_the_mark_names_the_verb_the_version_and_the_sums(target: Path) -> None:
    mark = json.loads((target / MARK).read_text("utf-8"))
    assert (mark["verbe"], mark["version"]) == ("essai", __version__)
    assert sorted(mark["sommes"]) == ["ancien.txt", "sous", "sous/autre.txt"]


def test_the_same_files_give_the_same_mark(tmp_path: Path) -> None:
    for folder, files in (("a", FILES), ("b", FILES[::-1])):
        with swapped(tmp_path / folder, "essai") as fresh:
            write_all(fresh, files)
    assert (tmp_path / "a" / MARK).read_bytes() == (tmp_path / "b" / MARK).read_bytes()


def added(folder: Path) -> None:
    (folder / "sous" / "ma lettre.txt").write_text("à moi", "utf-8")


def added_hidden(folder: Path) -> None:
    (folder / ".notes").write_text("à moi", "utf-8")


def added_folder(folder: Path) -> None:
    (folder / "à moi").mkdir()


def added_link(folder: Path) -> None:
    (folder / "lien").symlink_to(folder.parent)


def added_pipe(folder: Path) -> None:
    os.mkfifo(folder / "tube")


def changed(folder: Path) -> None:
    (folder / "ancien.txt").write_text("rempli", "utf-8")


def changed_at_the_same_length(folder: Path) -> None:
    path = folder / "ancien.txt"
    kept = path.stat()
    path.write_text("enaicn", "utf-8")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def turned_into_a_link(folder: Path) -> None:
    kept = (folder / "ancien.txt").rename(folder.parent / "ailleurs.txt")
    (folder / "ancien.txt").symlink_to(kept)


def removed(folder: Path) -> None:
    (folder / "ancien.txt").unlink()


CHANGES: dict[Callable[[Path], None], str] = {
    added: "sous/ma lettre.txt (ajouté)",
    added_hidden: ".notes (ajouté)",
    added_folder: "à moi (ajouté)",
    added_link: "lien (ajouté)",
    added_pipe: "tube (ajouté)",
    changed: "ancien.txt (modifié)",
    changed_at_the_same_length: "ancien.txt (modifié)",
    turned_into_a_link: "ancien.txt (modifié)",
    removed: "ancien.txt (retiré)",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_folder_that_people_changed_is_refused_unless_they_insist(
    target: Path, change: Callable[[Path], None]
) -> None:
    change(target)
    before = {path: path.lstat().st_ino for path in target.rglob("*")}
    message = tried(target)
    assert CHANGES[change] in message
    assert "corriger : choisissez un autre dossier avec --sortie" in message
    assert "ajoutez --remplacer" in message
    assert {path: path.lstat().st_ino for path in target.rglob("*")} == before
    beside = names(target.parent)
    assert tried(target, replace=True) == ""
    assert len(content(target)) == len(FILES)
    assert names(target.parent) == beside


def test_a_change_made_while_we_write_is_not_lost(target: Path) -> None:
    with pytest.raises(UsageError, match="ma lettre"), swapped(target, "essai") as fresh:
        write_all(fresh, FILES)
        added(target)
    assert content(target) == {**BEFORE, "sous/ma lettre.txt": "à moi"}
    assert names(target.parent) == [target.name]


def test_a_folder_that_appears_while_we_write_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "sortie"
    with pytest.raises(UsageError, match="n'est pas de Prévenance"), swapped(folder, "essai"):
        folder.mkdir()
        (folder / "à moi.txt").write_text("à moi", "utf-8")
    assert content(folder) == {"à moi.txt": "à moi"}
    assert names(tmp_path) == ["sortie"]


@pytest.mark.parametrize("name", ["à moi.txt", ".caché", ".git/config", "profond/a/b.txt"])
@pytest.mark.parametrize("insist", [False, True])
def test_a_folder_without_our_mark_is_never_replaced(
    tmp_path: Path, name: str, insist: bool
) -> None:
    folder = tmp_path / "sortie"
    write_all(folder, [(name, b"important")])
    message = tried(folder, replace=insist)
    assert f"ce dossier n'est pas de Prévenance (sans marque {MARK}) : " in message
    assert name.partition("/")[0] in message
    assert "--remplacer" not in message
    assert content(folder) == {name: "important"}
    assert names(tmp_path) == ["sortie"]


@pytest.mark.parametrize(
    "mark", [b"", b"{", b"[]", b"null", b'{"sommes": 3}', b'{"verbe": "kit"}', b"[" * 99_999, b"\xff"]
)  # fmt: skip
def test_a_mark_that_says_nothing_is_none(target: Path, mark: bytes) -> None:
    (target / MARK).write_bytes(mark)
    assert "n'est pas de Prévenance" in tried(target, replace=True)
    assert content(target) == BEFORE


def test_a_mark_that_is_no_file_is_none(target: Path) -> None:
    (target / MARK).unlink()
    os.mkfifo(target / MARK)
    assert "n'est pas de Prévenance" in tried(target, replace=True)
    assert content(target) == BEFORE


def test_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "sortie").mkdir()
    assert tried(tmp_path / "sortie") == ""
    assert len(content(tmp_path / "sortie")) == len(FILES)


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "sous/desktop.ini"])
def test_what_a_desktop_leaves_in_a_folder_does_not_matter(target: Path, name: str) -> None:
    (target / name).write_bytes(b"\0")
    assert tried(target) == ""


def test_a_folder_named_as_what_a_desktop_leaves_matters(tmp_path: Path) -> None:
    write_all(tmp_path / "sortie", [("Thumbs.db/photo.txt", b"important")])
    assert "Thumbs.db" in tried(tmp_path / "sortie", replace=True)


def test_a_refusal_names_a_few_of_many_files_and_drives_no_terminal(tmp_path: Path) -> None:
    write_all(tmp_path / "sortie", [(f"{number}\x1b[2J\n::error::", b"") for number in range(9)])
    message = tried(tmp_path / "sortie")
    assert "et 5 de plus" in message
    assert all(c.isprintable() or c == "\n" for c in message)
    assert "\n::error" not in message


def test_a_name_that_is_no_text_is_a_change_like_another(target: Path) -> None:
    Path(os.fsdecode(os.fsencode(target) + b"/a\xff.txt")).write_text("à moi")
    assert "a\\udcff.txt (ajouté)" in tried(target)
    with swapped(target, "essai", replace=True) as fresh:
        Path(os.fsdecode(os.fsencode(fresh) + b"/a\xff.txt")).write_text("x")
    assert tried(target) == ""


# What is never replaced


@pytest.mark.parametrize("insist", [False, True])
def test_a_repository_inside_is_refused_even_when_insisting(target: Path, insist: bool) -> None:
    write_all(target, [("sous/projet/.git/HEAD", b"ref")])
    assert "un dépôt (.git)" in tried(target, replace=insist)
    assert (target / "sous/projet/.git/HEAD").exists()


def test_the_root_or_a_mount_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == target)
    assert "c'est la racine, ou un point de montage" in tried(target, replace=True)
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == target / "sous")
    assert "un point de montage" in tried(target, replace=True)
    assert content(target) == BEFORE


@pytest.mark.parametrize("place", ["", ".", "dedans", "dedans/plus/loin", "détour/../dedans"])
def test_a_place_to_keep_and_what_holds_it_are_refused(target: Path, place: str) -> None:
    for kept in ({"keep": {"votre fiche": target / place}}, {"kit": target / place}):
        with (
            pytest.raises(UsageError, match=r"c'est (votre fiche|le kit lu), ou un dossier qui"),
            swapped(target, "essai", replace=True, **kept),
        ):
            pass
    assert content(target) == BEFORE


def test_a_folder_inside_the_kit_is_refused(target: Path) -> None:
    with pytest.raises(UsageError, match="dans le kit"), swapped(target, "x", kit=target.parent):
        pass
    assert content(target) == BEFORE


def test_a_place_to_keep_beside_the_target_or_around_it_is_no_obstacle(target: Path) -> None:
    keep = {"le dossier courant": target.parent, "votre fiche": target.with_name("sortie.yml")}
    with swapped(target, "essai", keep=keep, kit=target.with_name("kit")):
        pass
    assert content(target) == {}


@pytest.mark.parametrize("there", [True, False], ids=["to a folder", "to nothing"])
def test_a_link_is_refused_and_stays(target: Path, there: bool) -> None:
    link = target.parent / "lien"
    link.symlink_to(target if there else target.parent / "absent")
    for _ in range(2):
        assert "c'est un lien vers" in tried(link, replace=True)
    assert link.is_symlink()
    assert content(target) == BEFORE
    assert names(target.parent) == ["lien", "sortie"]


def test_a_link_among_the_parents_is_followed(target: Path) -> None:
    (target.parent / "lien").symlink_to(target.parent)
    assert tried(target.parent / "lien" / "sortie") == ""
    assert len(content(target)) == len(FILES)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sortie"
    file.write_text("à garder", "utf-8")
    assert "existe et n'est pas un dossier" in tried(file, replace=True)
    assert file.read_text("utf-8") == "à garder"


# What the system refuses


def test_a_parent_that_is_a_file_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", "utf-8")
    place = tmp_path / "fichier" / "sortie"
    assert f"{tmp_path / 'fichier'}: existe et n'est pas un dossier" in tried(place)


def test_a_name_too_long_is_refused_with_a_message(tmp_path: Path) -> None:
    for length in (240, 256, 5000):
        place = tmp_path / "a" / ("x" * length)
        assert tried(place) == f"impossible d'écrire {place} : nom trop long"
    assert names(tmp_path) == []


REFUSALS = {
    errno.EACCES: "accès refusé",
    errno.ENOSPC: "disque plein",
    errno.EROFS: "support en lecture seule",
    errno.EIO: "le support ne répond pas correctement",
    errno.EBUSY: "utilisé par un autre programme, ou point de montage",
    errno.ESTALE: "dossier du réseau qui n'est plus là",
}


@pytest.mark.parametrize("number", REFUSALS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "rename", "lstat"])
def test_whatever_the_system_refuses_is_one_line_and_loses_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: str
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, "refused", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, refuse)
        message = tried(target)
    assert re.fullmatch(rf"impossible d'écrire {re.escape(str(target))}\S* : {REFUSALS[number]}", message)  # fmt: skip
    assert content(target) == BEFORE
    assert names(target.parent) == [target.name]


def test_the_old_folder_is_put_back_when_the_new_one_cannot_take_its_place(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(path: Path, other: Path) -> Path:
        if path.name.endswith("-nouveau"):
            raise OSError(errno.EACCES, "refused", str(path))
        return rename(path, other)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        assert tried(target) == f"impossible d'écrire {target} : accès refusé"
    assert content(target) == BEFORE
    assert names(target.parent) == [target.name]


def test_a_fault_of_what_is_read_is_not_said_of_what_is_written(target: Path) -> None:
    with pytest.raises(FileNotFoundError), swapped(target, "essai"):
        (target.parent / "absent.yml").read_text("utf-8")
    assert content(target) == BEFORE


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount a small disk of its own, where the system lets tests do so."""
    mounted: list[Path] = []

    def mount(*options: str) -> Path:
        place = tmp_path / "disque"
        place.mkdir(exist_ok=True)
        done = subprocess.run(["mount", *options, str(place)], check=False, capture_output=True)
        if done.returncode:
            pytest.skip(f"no right to mount: {done.stderr.decode().strip()}")
        mounted.append(place)
        return place

    yield mount
    for place in reversed(mounted):
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_one_line_and_keeps_the_old_folder(disk: Callable[..., Path]) -> None:
    place = disk("-t", "tmpfs", "-o", "size=256k", "tmpfs")
    target = place / "sortie"
    with swapped(target, "essai") as fresh:
        write_all(fresh, [("ancien.txt", b"ancien")])
    with pytest.raises(UsageError) as refused, swapped(target, "essai") as fresh:
        write_all(fresh, ((f"{number}.bin", bytes(50_000)) for number in range(9)))
    assert re.fullmatch(
        rf"impossible d'écrire {re.escape(str(target))}/\d\.bin : disque plein", str(refused.value)
    )
    assert content(target) == {"ancien.txt": "ancien"}
    assert names(place) == ["sortie"]


def test_a_disk_that_may_only_be_read_is_one_line(disk: Callable[..., Path]) -> None:
    place = disk("-t", "tmpfs", "-o", "ro,size=64k", "tmpfs")
    assert tried(place / "sortie") == (
        f"impossible d'écrire {place / 'sortie'} : support en lecture seule"
    )


def test_a_real_mount_is_refused(disk: Callable[..., Path]) -> None:
    place = disk("-t", "tmpfs", "-o", "size=64k", "tmpfs")
    assert "un point de montage" in tried(place)


def test_a_limit_on_the_size_of_files_is_one_line(target: Path) -> None:
    code = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from prevenance.output import swapped, write_all
        from prevenance.problems import UsageError
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
        try:
            with swapped(Path(sys.argv[1]), "essai") as fresh:
                write_all(fresh, [("gros.bin", bytes(5000))])
        except UsageError as error:
            print(error)
        """
    )
    assert hasattr(resource, "RLIMIT_FSIZE")
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        env={**os.environ, "PYTHONPATH": str(MACROS), "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert (
        done.stdout.decode() == f"impossible d'écrire {target / 'gros.bin'} : fichier trop grand\n"
    )
    assert content(target) == BEFORE
    assert names(target.parent) == [target.name]


# Two runs at once, and a run that is killed

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from prevenance.output import swapped, write_all
    from prevenance.problems import UsageError
    target, pause = Path(sys.argv[1]), int(sys.argv[2])
    def files():
        for number in range(200):
            yield f"sous/{number}.txt", f"neuf {number}".encode()
            if number == pause:
                print("au milieu", flush=True)
                sys.stdin.readline()
    try:
        with swapped(target, "essai") as fresh:
            write_all(fresh, files())
    except UsageError as error:
        sys.exit(str(error))
    """
)
NO_PAUSE = -1


def start(target: Path, pause: int) -> "subprocess.Popen[str]":
    """Start a run that writes 200 files and waits for a line after one of them."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target), str(pause)],
        env={**os.environ, "PYTHONPATH": str(MACROS), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_the_middle(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "au milieu\n"


def test_a_second_run_at_the_same_time_is_refused_and_the_first_ends_well(target: Path) -> None:
    with start(target, 100) as first:
        wait_for_the_middle(first)
        with start(target, NO_PAUSE) as second:
            _, message = second.communicate(timeout=60)
        assert second.returncode == 1
        lock = target.parent / ".sortie.prevenance-verrou"
        assert message == f"une autre exécution écrit déjà au même endroit (verrou : {lock})\n"
        first.communicate("\n", timeout=60)
    assert first.returncode == 0
    assert len(content(target)) == 200
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("written", [0, 100, 199])
def test_a_killed_run_keeps_the_old_folder_and_the_next_run_is_clean(
    target: Path, written: int
) -> None:
    with start(target, written) as killed:
        wait_for_the_middle(killed)
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert content(target) == BEFORE
    assert len(names(target.parent)) > 1
    with start(target, NO_PAUSE) as after:
        _, message = after.communicate(timeout=60)
    assert (after.returncode, message) == (0, "")
    assert len(content(target)) == 200
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("step", ["after the old is moved", "after the new is moved"])
def test_a_run_killed_while_swapping_loses_neither_folder(target: Path, step: str) -> None:
    # Kill between two renames, where no signal sent from outside would land for sure.
    code = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from prevenance.output import swapped, write_all
        moved, last, rename = 0, int(sys.argv[2]), Path.rename
        def counted(self, other):
            global moved
            rename(self, other)
            moved += 1
            if moved == last:
                os.kill(os.getpid(), signal.SIGKILL)
        Path.rename = counted
        with swapped(Path(sys.argv[1]), "essai") as fresh:
            write_all(fresh, [("neuf.txt", b"neuf")])
        """
    )
    last = ["after the old is moved", "after the new is moved"].index(step) + 1
    killed = subprocess.run(
        [sys.executable, "-c", code, str(target), str(last)],
        env={**os.environ, "PYTHONPATH": str(MACROS)},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(ValueError, match="panne"), swapped(target, "essai"):
        raise ValueError("panne")
    assert content(target) == (BEFORE if last == 1 else {"neuf.txt": "neuf"})
    assert names(target.parent) == [target.name]


def test_what_a_crash_left_is_cleared_by_the_next_run(target: Path) -> None:
    for stale in (".sortie.prevenance-nouveau", ".sortie.prevenance-ancien"):
        write_all(target.parent / stale, [("reste.txt", b"reste")])
    assert tried(target) == ""
    assert len(content(target)) == len(FILES)
    assert names(target.parent) == [target.name]


def test_a_folder_left_between_its_two_names_is_put_back(target: Path) -> None:
    target.rename(target.parent / ".sortie.prevenance-ancien")
    with pytest.raises(ValueError, match="panne"), swapped(target, "essai"):
        raise ValueError("panne")
    assert content(target) == BEFORE
    assert names(target.parent) == [target.name]


def test_a_changed_folder_left_between_its_two_names_is_put_back_too(target: Path) -> None:
    added(target)
    target.rename(target.parent / ".sortie.prevenance-ancien")
    assert "sous/ma lettre.txt (ajouté)" in tried(target)
    assert content(target) == {**BEFORE, "sous/ma lettre.txt": "à moi"}


def test_a_neighbour_with_a_like_name_is_left_alone(target: Path) -> None:
    (target.parent / "sortie2").mkdir()
    (target.parent / ".sortie2.prevenance-nouveau").mkdir()
    assert tried(target) == ""
    assert names(target.parent) == [".sortie2.prevenance-nouveau", "sortie", "sortie2"]


@pytest.mark.parametrize("holder", [b"", b"1", b"this process", b"-5", b"\xff" * 9])
def test_a_lock_file_that_no_run_holds_does_not_block(target: Path, holder: bytes) -> None:
    holder = holder.replace(b"this process", str(os.getpid()).encode())
    (target.parent / ".sortie.prevenance-verrou").write_bytes(holder)
    assert tried(target) == ""
    assert names(target.parent) == [target.name]


# Writing files


@pytest.mark.parametrize("name", ["../dehors.txt", "/tmp/absolu.txt", "sous/../../dehors.txt"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "dedans"
    folder.mkdir()
    with pytest.raises(ValueError, match="chemin refusé"):
        write_all(folder, [(name, b"x")])
    assert not (tmp_path / "dehors.txt").exists()


def test_two_files_of_one_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="déjà écrit"):
        write_all(tmp_path, [("a/b.txt", b"1"), ("a/./b.txt", b"2")])
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"1"
