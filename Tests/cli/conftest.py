"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from support.server import ROOT, run_command

SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture
def shop(counterfoil, tmp_path) -> Path:
    """The folder of a demo shop that nobody serves."""
    data = tmp_path / "data"
    made = run_command("demo", data=data)
    assert made.returncode == 0, made.stderr
    return data


@pytest.fixture
def command(shop):
    """`command("doctor")` runs one command on the demo shop and expects it to succeed; `code=1` expects that instead."""

    def run(*arguments: str, code: int = 0, stdin: str | None = None, data: Path | None = None, **environment: str):
        done = run_command(*arguments, data=data or shop, stdin=stdin, environment=environment)
        assert done.returncode == code, f"{arguments} answered {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture
def real_data() -> Path:
    """The folder with real files beside the checkout; a machine without it passes these tests over."""
    if not SHARED.is_dir():
        raise pytest.skip.Exception(f"the real files are not here: {SHARED} does not exist")
    return SHARED
