"""script/bench: what the server does per second and what each request costs, beside the ceilings of the same run."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import load, table, template  # noqa: E402
from bench.workload import Workload  # noqa: E402
from support.client import Client  # noqa: E402
from support.server import ROOT, Server  # noqa: E402

COLUMNS = ["request", "clients", "per second", "CPU µs", "p50 ms", "p99 ms", "refused"]


def row(figure: load.Figure) -> list:
    return [figure.name, figure.clients, figure.per_second, figure.cpu_microseconds, figure.p50_ms, figure.p99_ms, figure.bad]


class Bench:
    """One run: a demo shop of its own in a temporary directory."""

    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options = options
        self.folder = folder
        self.figures: list[load.Figure] = []
        self.ceilings: dict[str, float] = {}
        self.ratios: dict[str, float] = {}

    def measure(self, name: str, server: Server, requests, clients: int, repeat: bool = False) -> load.Figure:
        figure = load.run(name, server, requests, clients, self.options.seconds, repeat)
        print(f"  {name}, {clients} clients: {figure.per_second:,.0f}/s", flush=True)
        return figure

    def raw(self, batch: int, delay: int = 0) -> float:
        """Drafts per second through SQLite alone, that many per commit."""
        copy = self.folder / "ceiling.sqlite"
        shutil.copyfile(self.empty_database, copy)
        done = subprocess.run(
            [self.options.ceiling, copy, self.template, str(batch), str(self.options.seconds), str(delay)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        drafts, seconds, _ = done.stdout.split()
        for path in self.folder.glob("ceiling.sqlite*"):
            path.unlink()
        return int(drafts) / float(seconds)

    def prepare_ceiling(self) -> None:
        """Learns which rows a draft has, by making three and looking."""
        server = Server.with_demo_shop(self.folder / "shape")
        api = Client(server.url, server.sign_in["token"])
        workload = Workload(server, api)
        path = template.database_file(server.data)
        seen = []
        body = workload.draft_body()
        for _ in range(3):
            # The same goods and people each time: what differs is what differs between any two drafts.
            lines = [{**line, "client_id": workload.new_uuid()} for line in body["lines"]]
            body = {**body, "client_id": workload.new_uuid(), "lines": lines}
            api.post("/orders", body, key=True, expect=201)
            server.stop()
            seen.append(template.snapshot(path))
            server.start()
            api = Client(server.url, server.sign_in["token"])
        server.stop()
        self.empty_database = path
        self.template = self.folder / "draft.template"
        self.rows = template.write(template.added(seen[0], seen[1]), template.added(seen[1], seen[2]), self.template)
        print(f"  a draft is {self.rows} rows")

    def group_commit(self) -> None:
        """What many requests in one commit are worth: against the raw ceiling, against one commit each, and on a slower disk."""
        clients, delay = 64, 5
        rates: dict[str, float] = {}
        for name, environment in {
            "group": {}, "single": {"COUNTERFOIL_MAXIMUM_BATCH": "1"},
            "group, slow disk": {"COUNTERFOIL_FLUSH_DELAY_MILLISECONDS": str(delay)},
            "single, slow disk": {"COUNTERFOIL_MAXIMUM_BATCH": "1", "COUNTERFOIL_FLUSH_DELAY_MILLISECONDS": str(delay)},
        }.items():
            server = Server.with_demo_shop(self.folder / f"group-{len(rates)}", environment=environment)
            workload = Workload(server, Client(server.url, server.sign_in["token"]))
            figure = self.measure(f"draft, {name}", server, workload.drafts(self.plenty), clients)
            rates[name] = figure.per_second
            self.figures.append(figure)
            server.stop()
            shutil.rmtree(server.data)
        self.ceilings["raw SQLite, 64 drafts a commit"] = self.raw(64)
        self.ceilings["raw SQLite, one draft a commit"] = self.raw(1)
        self.ratios = {
            "of the raw ceiling at 64 clients": rates["group"] / self.ceilings["raw SQLite, 64 drafts a commit"],
            "times one commit per request": rates["group"] / rates["single"],
            f"times one commit per request with {delay} ms per flush": rates["group, slow disk"] / rates["single, slow disk"],
        }

    @property
    def plenty(self) -> int:
        return self.options.seconds * self.options.most_per_second

    def drafts(self, server: Server, workload: Workload) -> None:
        for clients in self.options.clients:
            self.figures.append(self.measure("draft", server, workload.drafts(self.plenty), clients))
            self.figures.append(self.measure("bare JSON", server, [load.http_request("GET", "/healthz", workload.token)], clients, repeat=True))
        for batch in self.options.clients:
            self.ceilings[f"raw SQLite, {batch} drafts a commit"] = self.raw(batch)

    def fill(self, server: Server, api: Client, workload: Workload) -> None:
        """Makes drafts until there are as many as the searches want."""
        made = 0
        while made < self.options.orders:
            figure = load.run("fill", server, workload.drafts(self.plenty), 64, self.options.seconds)
            made += figure.requests
            print(f"  {made:,} of {self.options.orders:,} orders", flush=True)

    def work(self, server: Server, api: Client, workload: Workload) -> None:
        """Everything that is done to orders that are there already, each order once."""
        for clients in self.options.clients:
            orders = list(islice(pages(api, status="draft", held="false"), self.plenty))
            half = len(orders) // 2
            self.figures.append(self.measure("edit a line", server, workload.edits(orders[:half]), clients))
            self.figures.append(self.measure("hold", server, workload.holds(orders[half:]), clients))
            held = list(islice(pages(api, held="true"), len(orders)))
            self.figures.append(self.measure("retrieve", server, workload.retrieves([order for order in held if order["hold"]]), clients))
            self.figures.append(self.measure("get", server, workload.gets(orders), clients, repeat=True))
            self.figures.append(self.measure("search", server, workload.searches(2000), clients, repeat=True))

    def run(self) -> None:
        self.prepare_ceiling()
        self.group_commit()
        server = Server.with_demo_shop(self.folder / "shop")
        api = Client(server.url, server.sign_in["token"])
        workload = Workload(server, api)
        self.drafts(server, workload)
        self.fill(server, api, workload)
        self.work(server, api, workload)
        server.assert_sound()
        server.stop()

    def report(self) -> None:
        table.show("Requests", COLUMNS, [row(figure) for figure in self.figures])
        table.show("Ceilings", ["what", "drafts per second"], [[name, rate] for name, rate in self.ceilings.items()])
        table.show("Group commit at 64 clients", ["what", "ratio"], [[name, f"{ratio:.2f}"] for name, ratio in self.ratios.items()])
        table.keep(self.options.output, {
            "orders": self.options.orders, "rows_per_draft": self.rows, "seconds_each": self.options.seconds,
            "requests": [figure.as_json() for figure in self.figures],
            "ceilings": {name: round(rate, 1) for name, rate in self.ceilings.items()},
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
    parser.add_argument("--orders", type=int, default=100_000, help="how many orders the searches search (100000)")
    parser.add_argument("--clients", type=lambda text: [int(number) for number in text.split(",")], default=[1, 8, 32, 128], help="1,8,32,128")
    parser.add_argument("--most-per-second", type=int, default=6000, help="how many requests to prepare per second; more than the server can do")
    parser.add_argument("--output", type=Path, default=ROOT / ".build/bench.json", help="where the JSON goes (.build/bench.json)")
    parser.add_argument("--ceiling", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as folder:
        bench = Bench(options, Path(folder))
        bench.run()
        bench.report()


if __name__ == "__main__":
    main()
