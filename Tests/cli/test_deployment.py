"""What is installed beside the program: the drill that restores a backup, and the command that archives PostgreSQL's log."""

import shlex
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
import yaml

from support.server import ROOT, binary, clean_environment


@pytest.fixture
def backups(command, tmp_path) -> Path:
    """A folder with one backup of the demo shop."""
    command("backup", str(tmp_path / "backups"))
    return tmp_path / "backups"


def drill(backups: Path, program: Path | None = None) -> subprocess.CompletedProcess:
    """`deploy/restore-drill` on those backups."""
    # What is said of the shop that sells must not reach the one that is tried.
    environment = clean_environment(COUNTERFOIL=str(program or binary()), COUNTERFOIL_DATA="/nowhere", COUNTERFOIL_DATABASE="mysql://nowhere/x")
    return subprocess.run([str(ROOT / "deploy/restore-drill"), str(backups)], capture_output=True, text=True, timeout=180, env=environment)


def test_the_drill_restores_checks_and_serves_the_newest_backup(backups):
    done = drill(backups)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert "All is well." in lines and lines[-1].startswith("Restored, checked and served in ")


def test_the_drill_fails_and_says_why_where_a_backup_is_damaged(backups):
    with sqlite3.connect(next(backups.glob("*/counterfoil.sqlite"))) as database:
        database.execute("UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE rowid = (SELECT MIN(rowid) FROM stock_levels)")
    database.close()
    done = drill(backups)
    assert done.returncode != 0 and "I5" in done.stderr, done.stdout + done.stderr
    assert "Restored, checked" not in done.stdout


def test_the_drill_fails_where_the_restored_shop_is_not_sound(backups, tmp_path):
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\nif [ "$1" = doctor ]; then echo "I5 does not hold" >&2; exit 1; fi\nexec {binary()} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    done = drill(backups, program)
    assert done.returncode != 0 and "I5 does not hold" in done.stderr, done.stdout + done.stderr
    assert "Restored, checked" not in done.stdout


@pytest.fixture(params=["PostgreSQL", "Patroni"])
def archive(tmp_path, request):
    """`archive(path)` hands a piece of the log over as the example of Patroni does, and answers whether it counts. PostgreSQL has a shell run the
    command; Patroni, which hands over what a fallen primary left, has none."""
    example = yaml.safe_load((ROOT / "deploy/high-availability/patroni.yml").read_text(encoding="utf-8"))
    words = example["bootstrap"]["dcs"]["postgresql"]["parameters"]["archive_command"]
    folder = tmp_path / "wal"
    folder.mkdir()

    def hand_over(piece: Path) -> bool:
        line = words.replace("/var/backups/counterfoil/wal", str(folder)).replace("%p", str(piece)).replace("%f", piece.name)
        return subprocess.run(["sh", "-c", line] if request.param == "PostgreSQL" else shlex.split(line), timeout=60).returncode == 0

    hand_over.folder = folder
    return hand_over


def test_a_piece_of_the_log_is_archived_once_and_never_written_over(archive, tmp_path):
    piece = tmp_path / "000000010000000000000001"
    piece.write_bytes(b"log" * 1000)
    assert archive(piece) and (archive.folder / piece.name).read_bytes() == piece.read_bytes()
    # PostgreSQL hands it over again where it died before it noted that it had.
    assert archive(piece)
    kept = piece.read_bytes()
    piece.write_bytes(b"another")
    assert not archive(piece) and (archive.folder / piece.name).read_bytes() == kept
    assert [path.name for path in archive.folder.iterdir()] == [piece.name]


def test_a_piece_of_the_log_that_was_copied_in_part_is_copied_anew(archive, tmp_path):
    piece = tmp_path / "000000010000000000000002"
    piece.write_bytes(b"log" * 1000)
    (archive.folder / f".{piece.name}").write_bytes(b"lo")
    assert archive(piece) and (archive.folder / piece.name).read_bytes() == piece.read_bytes()
    shutil.rmtree(archive.folder)
    assert not archive(piece)
