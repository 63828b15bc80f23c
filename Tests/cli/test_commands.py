"""Commands beside `serve`: the same whether the shop is served or not."""

import json
import sqlite3
import stat

import pytest

from support.client import Client
from support.database import POSTGRES, database_of, engine
from support.server import run_command

FORGED_STOCK = "UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE variant_id = (SELECT MIN(variant_id) FROM stock_levels)"


@pytest.fixture(params=["served", "at rest"])
def data(request, fresh_server, shop):
    """A demo shop's folder: with a server at work on it, or without."""
    if request.param == "served":
        fresh_server(data=shop)
    return shop


def run(data, *arguments, code=0, **options):
    done = run_command(*arguments, data=data, **options)
    assert done.returncode == code, f"{arguments} answered {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def test_token_is_alone_on_stdout(data, fresh_server):
    made = run(data, "token", "create", "--role", "integration", "--name", "Web shop")
    assert made.stdout.count("\n") == 1 and made.stderr == ""
    token = made.stdout.strip()
    server = fresh_server(data=data) if not (data / "counterfoil.sock").exists() else None
    url = server.url if server else json.loads((data / "demo-sign-in.json").read_text())["url"]
    assert Client(url, token).get("/orders", params={"limit": 1}).status == 200
    run(data, "token", "create", "--role", "owner", "--location", "loc_nowhere", code=1)


def test_staff_secrets_come_on_stdin(data):
    added = run(data, "staff", "add", "--name", "Zoë", "--role", "manager", "--email", "zoe@shop.example", "--password-stdin",
                "--pin-stdin", stdin="correct horse battery\n8642\n")
    assert added.stdout.startswith("stf_")
    short = run(data, "staff", "add", "--name", "Ann", "--role", "cashier", "--pin-stdin", stdin="12\n", code=1)
    assert "PIN" in short.stderr
    link = run(data, "staff", "reset", "--email", "zoe@shop.example")
    assert "/reset?secret=" in link.stdout and link.stdout.count("\n") == 1
    assert link.stdout.startswith("http://127.0.0.1:") == (data / "counterfoil.sock").exists()
    run(data, "staff", "reset", "--email", "zoe@shop.example", "--password-stdin", stdin="another fine phrase\n")
    run(data, "staff", "reset", "--email", "nobody@shop.example", code=1)


def test_export_is_whole_stable_and_without_secrets(data, tmp_path):
    first, second = tmp_path / "one.ndjson", tmp_path / "two.ndjson"
    run(data, "export", str(first))
    run(data, "export", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    rows = [json.loads(line) for line in first.read_text(encoding="utf-8").splitlines()]
    kinds = {row["kind"] for row in rows}
    assert {"settings", "location", "register", "staff", "product", "variant", "customer", "order", "order_line", "event"} <= kinds
    assert not any("hash" in name for row in rows for name in row)
    with first.open(encoding="utf-8") as lines:
        for line in lines:
            names = [name for name, _ in json.loads(line, object_pairs_hook=list)]
            assert len(names) == len(set(names)), names
    assert {row["thread_message_kind"] for row in rows if row["kind"] == "thread_message"} >= {"text", "event"}


def test_backup_restores_to_the_same_shop(data, tmp_path):
    made = run(data, "backup", str(tmp_path / "backups")).stdout.strip()
    run(data, "export", str(tmp_path / "before.ndjson"))
    for number, source in enumerate((made, str(tmp_path / "backups"), made + "/counterfoil.sqlite")):
        new = tmp_path / f"restored-{number}"
        run(new, "restore", source)
        run(new, "doctor")
        run(new, "export", str(tmp_path / "after.ndjson"))
        before = history(tmp_path / "before.ndjson")
        assert history(tmp_path / "after.ndjson") == before
    run(tmp_path / "restored-0", "restore", made, code=1)
    run(tmp_path / "restored-9", "restore", str(tmp_path / "nothing"), code=1)


def history(path):
    """An export without what a restore writes: its event, its audit entry, and the count of restores."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if "shop.restored" not in row.values() and row.get("name") != "restore_epoch"]


def test_damaged_backup_is_not_restored(shop, tmp_path):
    made = run(shop, "backup", str(tmp_path / "backups")).stdout.strip()
    database = sqlite3.connect(made + "/counterfoil.sqlite")
    database.execute(FORGED_STOCK)
    database.commit()
    database.close()
    done = run(tmp_path / "new", "restore", made, code=1)
    assert "I5" in done.stderr and not (tmp_path / "new" / "counterfoil.sqlite").exists()


def test_data_that_do_not_add_up_make_no_backup(data, shop, tmp_path):
    """Each backup is restored once in a trial before it counts."""
    database_of(data).change(FORGED_STOCK)
    done = run(data, "backup", str(tmp_path / "backups"), code=1)
    assert "trial" in done.stderr and "I5" in done.stderr
    assert list((tmp_path / "backups").iterdir()) == []


def test_doctor_finds_what_does_not_add_up(data, shop):
    well = run(data, "doctor")
    safe = ("synchronous_commit = on", "fsync = on") if engine() == POSTGRES else ("synchronous = 2", "journal_mode = wal")
    assert all(setting in well.stdout for setting in safe) and "All is well." in well.stdout
    assert "I20" in well.stdout


def test_doctor_fails_on_damage(shop):
    database_of(shop).change("UPDATE orders SET total = total + 1 WHERE id = (SELECT MIN(id) FROM orders)")
    assert "I1" in run(shop, "doctor", code=1).stderr


def test_commands_need_a_shop(tmp_path):
    assert "no shop" in run(tmp_path / "nowhere", "doctor", code=1).stderr
    assert not (tmp_path / "nowhere").exists()
