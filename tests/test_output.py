"""Writing a folder: swapped in when complete, never mixed, clean after a crash."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from prevenance import output
from prevenance.output import swapped, write_all
from prevenance.problems import UsageError

MACROS = Path(output.__file__).parent.parent
FILES = [(f"sous/dossier/{number}.txt", f"neuf {number}".encode()) for number in range(40)]


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder written earlier."""
    folder = tmp_path / "sortie"
    folder.mkdir()
    (folder / "ancien.txt").write_text("ancien", "utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_appears_with_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "pas" / "encore" / "là"
    with swapped(folder) as fresh:
        assert not folder.exists()
        assert write_all(fresh, FILES) == len(FILES)
    assert content(folder) == {name: data.decode() for name, data in FILES}
    assert names(folder.parent) == [folder.name]


def test_an_old_folder_is_replaced_whole_and_stands_until_then(target: Path) -> None:
    with swapped(target) as fresh:
        write_all(fresh, FILES)
        assert content(target) == {"ancien.txt": "ancien"}
        assert fresh.parent == target.parent
    assert "ancien.txt" not in content(target)
    assert len(content(target)) == len(FILES)
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_keeps_the_old_folder_and_leaves_nothing_beside(
    target: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error), swapped(target) as fresh:
        write_all(fresh, FILES)
        raise error
    assert content(target) == {"ancien.txt": "ancien"}
    assert names(target.parent) == [target.name]
    with swapped(target):
        pass
    assert content(target) == {}


def test_what_a_crash_left_is_cleared_by_the_next_run(target: Path) -> None:
    for stale in (".sortie.tmp-1", ".sortie.tmp-99999999", ".sortie.ancien"):
        (target.parent / stale).mkdir()
        (target.parent / stale / "reste.txt").write_text("reste", "utf-8")
    (target.parent / ".sortie.verrou").write_text("99999999", "utf-8")
    with swapped(target) as fresh:
        write_all(fresh, FILES)
    assert len(content(target)) == len(FILES)
    assert names(target.parent) == [target.name]


def test_a_folder_left_between_its_two_names_is_put_back(target: Path) -> None:
    target.rename(target.parent / ".sortie.ancien")
    with pytest.raises(ValueError, match="panne"), swapped(target):
        raise ValueError("panne")
    assert content(target) == {"ancien.txt": "ancien"}
    assert names(target.parent) == [target.name]


def test_a_neighbour_with_a_like_name_is_left_alone(target: Path) -> None:
    (target.parent / "sortie2").mkdir()
    (target.parent / ".sortie2.tmp-1").mkdir()
    with swapped(target) as fresh:
        write_all(fresh, FILES)
    assert names(target.parent) == [".sortie2.tmp-1", "sortie", "sortie2"]


@pytest.mark.parametrize("holder", ["", "abc", "0x1f", "-5"])
def test_a_lock_that_names_no_process_is_taken_over(target: Path, holder: str) -> None:
    (target.parent / ".sortie.verrou").write_text(holder, "utf-8")
    with swapped(target):
        pass
    assert names(target.parent) == [target.name]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sortie"
    file.write_text("à garder", "utf-8")
    with pytest.raises(UsageError, match="n'est pas un dossier"), swapped(file):
        pass
    assert file.read_text("utf-8") == "à garder"


def test_a_parent_that_is_a_file_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", "utf-8")
    with (
        pytest.raises(UsageError, match=r"impossible d'écrire dans .*fichier"),
        swapped(tmp_path / "fichier" / "sortie"),
    ):
        pass


def test_a_parent_that_cannot_be_written_is_refused_with_a_message(tmp_path: Path) -> None:
    closed = tmp_path / "fermé"
    closed.mkdir()
    closed.chmod(0o500)
    try:
        # The superuser may write anywhere but under /proc.
        place = Path("/proc/sortie") if os.access(closed, os.W_OK) else closed / "sortie"
        with pytest.raises(UsageError, match="impossible d'écrire dans"), swapped(place):
            pass
    finally:
        closed.chmod(0o700)


# Two runs at once, and a run that is killed

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from prevenance.output import swapped, write_all
    from prevenance.problems import UsageError
    target, middle = Path(sys.argv[1]), int(sys.argv[2])
    def files():
        for number in range(200):
            if number == middle:
                print("au milieu", flush=True)
                sys.stdin.readline()
            yield f"sous/{number}.txt", f"neuf {number}".encode()
    try:
        with swapped(target) as fresh:
            write_all(fresh, files())
    except UsageError as error:
        sys.exit(str(error))
    """
)


NO_MIDDLE = -1


def start(target: Path, middle: int = NO_MIDDLE) -> "subprocess.Popen[str]":
    """Start a run that writes 200 files, and waits for a line before one of them."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target), str(middle)],
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
        with start(target) as second:
            _, message = second.communicate(timeout=30)
        assert second.returncode == 1
        assert re.search(
            rf"une autre exécution \(processus {first.pid}\) écrit déjà au même endroit", message
        )
        first.communicate("continuer\n", timeout=30)
    assert first.returncode == 0
    assert len(content(target)) == 200
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("middle", [0, 100, 199])
def test_a_killed_run_keeps_the_old_folder_and_the_next_run_is_clean(
    target: Path, middle: int
) -> None:
    with start(target, middle) as killed:
        wait_for_the_middle(killed)
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=30)
    assert killed.returncode == -signal.SIGKILL
    assert content(target) == {"ancien.txt": "ancien"}
    assert len(names(target.parent)) > 1
    with start(target) as after:
        _, message = after.communicate(timeout=30)
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
        with swapped(Path(sys.argv[1])) as fresh:
            write_all(fresh, [("neuf.txt", b"neuf")])
        """
    )
    last = ["after the old is moved", "after the new is moved"].index(step) + 1
    killed = subprocess.run(
        [sys.executable, "-c", code, str(target), str(last)],
        env={**os.environ, "PYTHONPATH": str(MACROS)},
        check=False,
        timeout=30,
    )
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(ValueError, match="panne"), swapped(target):
        raise ValueError("panne")
    expected = {"ancien.txt": "ancien"} if last == 1 else {"neuf.txt": "neuf"}
    assert content(target) == expected
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
