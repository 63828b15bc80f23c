"""script/bench: what the server does per second and what each request costs, beside the ceilings of the same run."""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import bulk, demo, load, past, raw, table  # noqa: E402
from bench.workload import Workload  # noqa: E402
from support import database, postgres  # noqa: E402
from support.client import Client  # noqa: E402
from support.server import ROOT, Server  # noqa: E402

COLUMNS = ["request", "clients", "per second", "CPU µs", "generator µs", "p50 ms", "p99 ms", "refused"]
CLIENTS = 64
"""At so many clients group commit is looked at."""


def row(figure: load.Figure) -> list:
    return [figure.name, figure.clients, figure.per_second, figure.cpu_microseconds, figure.generator_microseconds, figure.p50_ms, figure.p99_ms, figure.bad]


def flush_microseconds() -> float | None:
    """What it takes the disk of the data to keep four kilobytes at the end of a file, the median of many; nothing where that disk is another server's."""
    is_postgres = database.engine() == database.POSTGRES
    if is_postgres and postgres.running is None:
        return None
    times = []
    with tempfile.NamedTemporaryFile(dir=postgres.place() if is_postgres else None, buffering=0) as file:
        for _ in range(200):
            file.write(bytes(4096))
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - begun) * 1e6)
    return statistics.median(times)


class Bench:
    """One run: a demo shop of its own in a temporary directory."""

    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options = options
        self.folder = folder
        self.figures: list[load.Figure] = []
        self.ceilings: dict[str, tuple[float, float]] = {}
        self.ratios: dict[str, float] = {}
        self.alone = raw.Ceiling(options.ceiling, folder, options.seconds)
        print(f"  a draft is {self.alone.rows} rows")

    def measure(self, name: str, server: Server, requests, clients: int, repeat: bool = False) -> load.Figure:
        figure = load.run(name, server, requests, clients, self.options.seconds, repeat)
        print(f"  {name}, {clients} clients: {figure.per_second:,.0f}/s", flush=True)
        self.figures.append(figure)
        return figure

    def raw_rate(self, name: str, run: raw.Run) -> float:
        """Drafts per second through the engine alone; also kept is what one costs it, in microseconds."""
        per_second, cost = run.figures()
        self.ceilings[f"{self.alone.name}, {name}"] = (per_second, cost)
        return per_second

    def beside(self, server: Server, workload: Workload, quiet: float) -> float:
        """The ceiling of drafts: the same rows through the engine alone, as many in a commit as there are clients, while the load generator and the
        HTTP server are at work beside it: bodies of the same size, as many a second, answered at the door without touching the shop."""
        run = self.alone.begin(CLIENTS)
        body = workload.draft_body()
        requests = [load.http_request("POST", "/healthz", workload.token, body, Idempotency_Key=workload.new_uuid())]
        pause = max(1, round(CLIENTS / quiet * 1000))
        self.figures.append(load.run("beside the ceiling", server, requests, CLIENTS, self.options.seconds, repeat=True, pause_ms=pause))
        return self.raw_rate("load generator beside it", run)

    def group_commit(self) -> None:
        """What many requests in one commit are worth: against the ceiling, against one commit each, and on a slower disk."""
        delay = 5
        rates: dict[str, float] = {}
        for name, environment in {
            "together": {}, "one commit each": {"COUNTERFOIL_MAXIMUM_BATCH": "1"},
            "together, slow disk": {"COUNTERFOIL_FLUSH_DELAY_MILLISECONDS": str(delay)},
            "one commit each, slow disk": {"COUNTERFOIL_MAXIMUM_BATCH": "1", "COUNTERFOIL_FLUSH_DELAY_MILLISECONDS": str(delay)},
        }.items():
            server = demo.serve(self.folder / f"group-{len(rates)}", environment)
            workload = Workload(server, Client(server.url, server.sign_in["token"]))
            rates[name] = self.measure(f"draft, {name}", server, workload.drafts(self.plenty), CLIENTS).per_second
            if not environment:
                rates["quiet"] = self.raw_rate("nothing beside it", self.alone.begin(CLIENTS))
                rates["ceiling"] = self.beside(server, workload, rates["quiet"])
            server.stop()
            shutil.rmtree(server.data)
            database.drop_under(server.data)
        rates["single"] = self.raw_rate("one draft a commit", self.alone.begin(1))
        self.ratios = {
            "times one commit per request": rates["together"] / rates["one commit each"],
            f"times one commit per request with {delay} ms per flush": rates["together, slow disk"] / rates["one commit each, slow disk"],
            "of the ceiling, load generator beside it": rates["together"] / rates["ceiling"],
            f"of {self.alone.name}, nothing beside it": rates["together"] / rates["quiet"],
            f"times one commit per draft, {self.alone.name}": rates["quiet"] / rates["single"],
        }

    @property
    def plenty(self) -> int:
        return self.options.seconds * self.options.most_per_second

    def drafts(self, server: Server, workload: Workload) -> None:
        for clients in self.options.clients:
            self.measure("draft", server, workload.drafts(self.plenty), clients)
            self.measure("bare JSON", server, [load.http_request("GET", "/healthz", workload.token)], clients, repeat=True)

    def work(self, server: Server, api: Client, workload: Workload) -> None:
        """Everything that is done to orders that are there already, each order once."""
        for clients in self.options.clients[::2]:
            orders = list(islice(pages(api, status="draft", held="false"), min(self.plenty, 6000)))
            half = len(orders) // 2
            self.measure("edit a line", server, workload.edits(orders[:half]), clients)
            self.measure("hold", server, workload.holds(orders[half:]), clients)
            held = [order for order in islice(pages(api, held="true"), len(orders)) if order["hold"]]
            self.measure("retrieve", server, workload.retrieves(held), clients)
            self.measure("get", server, workload.gets(orders), clients, repeat=True)
            self.measure("search", server, workload.searches(2000), clients, repeat=True)

    def run(self) -> None:
        self.group_commit()
        server = demo.serve(self.folder / "shop")
        past.fill(server, self.options.orders, bulk.of_data)
        api = Client(server.url, server.sign_in["token"])
        workload = Workload(server, api)
        self.drafts(server, workload)
        self.work(server, api, workload)
        server.assert_sound()
        server.stop()

    def report(self) -> None:
        flush = flush_microseconds()
        disk = "" if flush is None else f"; a flush of this disk takes {flush:,.0f} µs"
        table.show(f"Requests, {database.engine()}, {self.options.orders:,} orders", COLUMNS, [row(figure) for figure in self.figures])
        table.show("Ceilings", ["what", "drafts per second", "CPU µs"], [[name, rate, cost] for name, (rate, cost) in self.ceilings.items()])
        table.show(f"Group commit at {CLIENTS} clients{disk}", ["what", "ratio"],
                   [[name, f"{ratio:.2f}"] for name, ratio in self.ratios.items()])
        table.keep(self.options.output, {
            "engine": database.engine(), "orders": self.options.orders, "rows_per_draft": self.alone.rows, "seconds_each": self.options.seconds,
            "flush_microseconds": flush and round(flush, 1), "requests": [figure.as_json() for figure in self.figures],
            "ceilings": {name: {"per_second": round(rate, 1), "cpu_microseconds": round(cost, 1)} for name, (rate, cost) in self.ceilings.items()},
            "ratios": {name: round(ratio, 3) for name, ratio in self.ratios.items()}})


def pages(api: Client, **query: str):
    """Orders of a list, page by page, only as far as they are asked for."""
    cursor = None
    while True:
        page = api.get("/orders", params={"limit": 200, **query, **({"cursor": cursor} if cursor else {})}, expect=200)
        yield from page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="how long each measurement lasts (5)")
    parser.add_argument("--orders", type=int, default=100_000, help="how many orders the shop has (100000)")
    parser.add_argument("--clients", type=lambda text: [int(number) for number in text.split(",")], default=[1, 8, 32, 128], help="1,8,32,128")
    parser.add_argument("--most-per-second", type=int, default=6000, help="how many requests to prepare per second; more than the server can do")
    parser.add_argument("--output", type=Path, default=ROOT / ".build/bench.json", help="where the JSON goes (.build/bench.json)")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite", help="what keeps the data (sqlite)")
    parser.add_argument("--ceiling", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["COUNTERFOIL_TEST_ENGINE"] = options.engine
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as folder:
        try:
            bench = Bench(options, Path(folder))
            bench.run()
            bench.report()
        finally:
            database.drop_all()


if __name__ == "__main__":
    main()
