"""script/bench scale: what an operation costs in a shop of ten thousand, a hundred thousand and a million orders.

Processor time of the server per request, the least of several rounds; the shops take turns, so that a machine that becomes slower or quicker
meanwhile changes all of them. They take a thousand orders a day (see past.py), so a larger one is the same shop some years later. `--keep`
leaves the shops in a folder for the next time.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import bulk, demo, past, processors, table  # noqa: E402
from support import database  # noqa: E402
from support.client import Client  # noqa: E402
from support.server import ROOT, Server, run_command  # noqa: E402

AIMS = {"get": 1.5, "list, newest": 1.5, "list, 8,000 orders down": 1.5, "list, one status": 1.5, "list, one customer": 1.5, "list, largest total": 1.5,
        "search, name and word": 3.0, "search, word of 8 %": 3.0, "search, draft number": 3.0}
"""How many times the cost of the smallest shop is still well."""
WARMING, ROUNDS, REQUESTS = 4, 5, 20


class Shop:
    """A shop with so many orders, being served."""

    def __init__(self, folder: Path, orders: int):
        self.orders = orders
        self.folder = folder / f"{database.engine()}-{orders}"
        data = self.folder / "shop"
        if not data.exists():
            self.folder.mkdir(parents=True)
            self.server = Server.with_demo_shop(data)
            past.fill(self.server, orders, bulk.of_data)
            self.server.stop()
        demo.put_off_backup(data)
        self.server = Server(data).start()
        self.api = Client(self.server.url, self.server.sign_in["token"])
        self.register = self.server.register_ids[0]
        self.location = self.server.sign_in["location_id"]

    def worked(self) -> float:
        """Milliseconds that the server's process has been on a processor; on PostgreSQL its sessions' processes count too."""
        return sum(processors.used(self.server).values()) * 1000

    def round(self, ask: Callable[[], object]) -> float:
        """Milliseconds of work for one request, in one round of them."""
        before = self.worked()
        for _ in range(REQUESTS):
            ask()
        return (self.worked() - before) / REQUESTS

    def questions(self) -> dict[str, Callable[[], object]]:
        numbers = count(1)
        shop = database.database_of(self.server.data)
        ids = [shop.one("SELECT id FROM orders WHERE draft_number = ?", 20 + self.orders * part // 200 % self.orders) for part in range(200)]
        customer = shop.one("SELECT customer_id FROM orders WHERE draft_number = ?", 20 + self.orders // 2)
        drafts = iter([self.draft() for _ in range(3 * (WARMING + ROUNDS * REQUESTS))])

        def listed(**query) -> Callable[[], object]:
            return lambda: self.api.get("/orders", params={"limit": 50, **query}, expect=200)

        cursor = None
        for _ in range(40):
            cursor = self.api.get("/orders", params={"limit": 200, **({"cursor": cursor} if cursor else {})}, expect=200)["next_cursor"]
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 3 * 86_400))
        return {
            "get": lambda: self.api.get(f"/orders/{ids[next(numbers) % len(ids)]}", expect=200),
            "list, newest": listed(), "list, 8,000 orders down": listed(cursor=cursor), "list, one status": listed(display_status="awaiting_payment"),
            "list, one customer": listed(customer_id=customer), "list, largest total": listed(sort="-total"),
            "counts of the list's tabs": lambda: self.api.get("/orders/counts", expect=200),
            "search, a full name (2, 24, 50 found)": listed(q=past.name_of(7 * 1234)), "search, name and word": listed(q="anna coat"), "search, word of 8 %": listed(q="coat"),
            "search, draft number": listed(q=f"D-{20 + self.orders // 3}"),
            "draft": self.draft, "hold": lambda: self.api.post(f"/orders/{next(drafts)}/hold", {"register_id": self.register, "label": "cup"}, key=True, expect=200),
            "pay in cash, which places and completes": lambda: self.api.post(
                f"/orders/{next(drafts)}/payments", {"method": "cash", "register_id": self.register}, key=True, expect=(200, 201)),
            "report of a day": lambda: self.api.get("/reports/sales", params={"from": day, "to": day, "group_by": "day"}, expect=200),
        }

    def draft(self) -> str:
        lines = [{"title": title, "quantity": 1, "unit_price": 1990, "tax_rates": [{"title": "VAT", "rate": "20"}]} for title in ("Red coat", "Old umbrella")]
        body = {"channel": "register", "location_id": self.location, "register_id": self.register, "lines": lines}
        return self.api.post("/orders", body, key=True, expect=201)["id"]

    def start(self) -> dict[str, float]:
        """From the program's start to its first answer, on a warm disk, and what it then holds in memory."""
        walls, works = [], []
        for _ in range(5):
            self.server.stop()
            begun = time.monotonic()
            self.server.start()
            Client(self.server.url, None).get("/healthz", expect=200)
            walls.append((time.monotonic() - begun) * 1000)
            works.append(self.server.processor_time())
        self.api = Client(self.server.url, self.server.sign_in["token"])
        return {"start to first answer, ms": min(walls), "processor time of the start, ms": statistics.median(works), "resident idle, MiB": self.resident()}

    def resident(self) -> float:
        pages = int(Path(f"/proc/{self.server.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") / 1048576

    def check(self) -> None:
        self.server.stop()
        report = run_command("doctor", data=self.server.data, environment=database.surroundings(self.server.data), timeout=3600)
        assert report.returncode == 0, report.stdout + report.stderr


def least(asks: list[tuple[Shop, Callable[[], object]]]) -> list[float]:
    """What one request costs in each shop: the least of some rounds, since a timer may be at work in one of them."""
    for _, ask in asks:
        for _ in range(WARMING):
            ask()
    rounds = [[shop.round(ask) for shop, ask in asks] for _ in range(ROUNDS)]
    return [min(of_shop) for of_shop in zip(*rounds)]


def measure(folder: Path, options: argparse.Namespace) -> dict[int, dict[str, float]]:
    shops = [Shop(folder, orders) for orders in options.sizes]
    found = {shop.orders: shop.start() for shop in shops}
    questions = [shop.questions() for shop in shops]
    for name in questions[0]:
        costs = least([(shop, asked[name]) for shop, asked in zip(shops, questions)])
        for shop, cost in zip(shops, costs):
            found[shop.orders][name] = cost
        print(f"  {name}: {', '.join(f'{cost:.2f} ms' for cost in costs)}", flush=True)
    for shop in shops:
        found[shop.orders]["resident after that, MiB"] = shop.resident()
        if options.doctor:
            shop.check()
        else:
            shop.server.stop()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench scale", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=[10_000, 100_000, 1_000_000], help="10000,100000,1000000")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite", help="sqlite")
    parser.add_argument("--keep", type=Path, help="a folder where the shops stay, and are taken from if they are there")
    parser.add_argument("--doctor", action="store_true", help="let `doctor` examine each shop at the end")
    parser.add_argument("--output", type=Path, default=ROOT / ".build/scale.json", help="where the JSON goes (.build/scale.json)")
    options = parser.parse_args()
    os.environ["COUNTERFOIL_TEST_ENGINE"] = options.engine
    folder = options.keep or Path(tempfile.mkdtemp(prefix="counterfoil-scale-"))
    try:
        found = measure(folder, options)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
        database.drop_all() if options.engine == database.POSTGRES and not options.keep else None
    first, last = found[options.sizes[0]], found[options.sizes[-1]]
    rows = [[name, *(figures[name] for figures in found.values()), f"{last[name] / first[name]:.2f}", AIMS.get(name, "")] for name in first]
    table.show(
        f"Milliseconds of processor time per request, {options.engine}", ["", *(f"{size:,}" for size in options.sizes), "last to first", "aim"], rows)
    table.keep(options.output, {"engine": options.engine, "sizes": {str(size): figures for size, figures in found.items()}})


if __name__ == "__main__":
    main()
