"""One shop on PostgreSQL, served by several processes side by side."""

import shutil
import time
from pathlib import Path

from support.client import Client
from support.database import Database, PostgresShop, address_of
from support.paying import until
from support.server import Server, run_command


class Processes:
    """`servers` work on one database; each has a folder of its own with the same secret, as on machines of their own, or all share one."""

    def __init__(self, folder: Path, count: int = 2, *arguments: str, environment: dict[str, str] | None = None, shares_folder: bool = False):
        first = folder / "process-1"
        first.parent.mkdir(parents=True, exist_ok=True)
        made = run_command("demo", data=first)
        assert made.returncode == 0, made.stderr
        surroundings = {"COUNTERFOIL_DATABASE": address_of(first), "COUNTERFOIL_DRAIN_SECONDS": "0", **(environment or {})}
        folders = [first]
        for number in range(2, count + 1):
            if shares_folder:
                folders.append(first)
                continue
            other = folder / f"process-{number}"
            other.mkdir(mode=0o700)
            for name in ("secret.key", "demo-sign-in.json"):
                shutil.copy2(first / name, other / name)
            folders.append(other)
        self.servers = [Server(place, *arguments, environment=surroundings) for place in folders]
        self.database: Database = PostgresShop(first)

    def start(self) -> "Processes":
        for server in self.servers:
            server.start()
        return self

    def stop(self) -> None:
        for server in self.servers:
            if server.is_running():
                server.stop()

    @property
    def token(self) -> str:
        return self.servers[0].sign_in["token"]

    def clients(self, count: int | None = None) -> list[Client]:
        """Clients as the owner, each at the next process."""
        return [Client(self.servers[n % len(self.servers)].url, self.token) for n in range(count or len(self.servers))]

    def lease(self, job: str) -> dict:
        return self.database.rows("SELECT holder, fence, beat FROM leases WHERE job = ?", job)[0]

    def wait_for_lease(self, job: str, fence: int, timeout: float = 30) -> float:
        """Until the job changed hands after `fence`; answers how many seconds that took."""
        begun = time.monotonic()

        def changed_hands() -> bool:
            lease = self.lease(job)
            return lease["fence"] > fence and lease["holder"] is not None

        until(changed_hands, timeout, lambda: f"another holder than {self.lease(job)}")
        return time.monotonic() - begun
