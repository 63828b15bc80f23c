"""Demo shops that are to be measured, with nothing to do but what they are asked."""

import time
from pathlib import Path

from support.server import Server


def put_off_backup(data: Path) -> None:
    """The day's backup would be made in between; a shop that has one waits for tomorrow."""
    (data / "backups" / time.strftime("daily-%Y%m%dT%H%M%SZ", time.gmtime())).mkdir(parents=True, exist_ok=True)


def serve(data: Path, environment: dict[str, str] | None = None) -> Server:
    """A new shop, served; it looks after its backup some seconds after its start for the first time."""
    server = Server.with_demo_shop(data, environment=environment)
    put_off_backup(data)
    return server
