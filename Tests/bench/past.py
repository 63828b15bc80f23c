"""Gives a shop a past: as many orders as asked for, straight into its database, as a server would have written them.

A handful of orders is made through the API first; their rows are then written again and again with other identities, numbers, moments
and customers. The audit chains, the stock movements and the search index are continued as the program does it, so `doctor` finds nothing.
The shop takes `A_DAY` orders a day, whatever their number: a larger past is a longer one.
"""

import hashlib
import re
import time
from pathlib import Path

from bench.bulk import Bulk
from support.client import Client

A_DAY = 1000
DAY = 86_400_000
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
FIRST_NAMES = ("anna", "jan", "maria", "piotr", "eva", "tom", "lena", "karl", "nora", "ivan", "sofia", "luca", "mila", "paul", "ida", "max")
BEGINNINGS = ("kowal", "novak", "lind", "berg", "ros", "mor", "silva", "petr", "hall", "strand", "wolf", "stein", "fell", "camp", "dah", "ek")
ENDINGS = ("ski", "berg", "man", "sen", "ova", "ini", "et", "as", "ley", "er", "quist", "ard", "ello", "ing", "o", "wood")
MARK = "qzfirstname qzlastname"
"""The name of the customer of all patterns, which becomes everybody's."""
TABLES = {  # in the order in which they point to each other; what of each belongs to an order
    "orders": "id", "order_lines": "order_id", "order_adjustments": "order_id", "payments": "order_id", "sales_entries": "order_id",
    "stock_movements": "order_id", "events": "object_id", "audit": "object_id", "search_documents": "object_id"}


def ulid_head(moment: int) -> str:
    """The ten letters by which the program's identities begin: milliseconds, five bits a letter."""
    return "".join(ALPHABET[moment >> shift & 31] for shift in range(45, -1, -5))


def chained(parts: list) -> str:
    """SHA-256 of texts, each with its length before it; see AuditChain."""
    text = "".join("-" if part is None else f"{len(part.encode())}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def name_of(number: int) -> str:
    """One of 4,096 names, words that some share and few share."""
    return f"{FIRST_NAMES[number % 16]} {BEGINNINGS[number // 16 % 16]}{ENDINGS[number // 256 % 16]}"


class Pattern:
    """The rows of one order, as a program that writes them again for another."""

    def __init__(self, bulk: Bulk, order: str, customer: str):
        self.rows = {table: bulk.rows(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY 1", order) for table, column in TABLES.items()}
        head = self.rows["orders"][0]
        self.placed = head["number"] is not None
        own = [row["id"] for table, rows in self.rows.items() if table != "audit" for row in rows if "id" in row]
        self.names = {name: f"ids[{index}]" for index, name in enumerate(own)} | {customer: "customer"}
        self.kinds = [name[:4] for name in own]
        self.base = head["created_at"]
        self.draft, self.number = head["draft_number"], head["number"]
        self.variants = [row["variant_id"] for row in self.rows["stock_movements"]]
        self.deltas = [row["delta"] for row in self.rows["stock_movements"]]
        self.columns = {table: tuple(rows[0]) for table, rows in self.rows.items() if rows}
        lines = [f"    {table} += [{', '.join(self._row(table, index, row) for index, row in enumerate(rows))}]" for table, rows in self.rows.items() if rows]
        source = f"def write(t, ids, customer, name, draft, number, seq, place, balances, {', '.join(TABLES)}):\n" + "\n".join(lines)
        scope: dict = {"chained": chained}
        exec(compile(source, f"<pattern of {order}>", "exec"), scope)  # noqa: S102 – made of the shop's own rows, for speed
        self.write = scope["write"]

    def _row(self, table: str, index: int, row: dict) -> str:
        return "(" + ", ".join(self._value(table, index, column, value) for column, value in row.items()) + ",)"

    def _value(self, table: str, index: int, column: str, value) -> str:
        special = {
            ("orders", "draft_number"): "draft", ("orders", "number_sort"): "number" if self.placed else "draft", ("events", "sequence"): f"seq + {index}",
            ("audit", "sequence"): f"seq + {index}", ("search_documents", "number"): "place", ("search_documents", "pending"): "0",
            ("stock_movements", "balance"): f"balances[{index}]", ("orders", "client_id"): "None", ("order_lines", "client_id"): "None",
            ("audit", "chain_hash"): f"chains[{index}]"}
        if column in ("number", "number_key") and table == "orders":
            return "str(number)" if self.placed else "None"
        if (table, column) in special and (table, column) != ("audit", "chain_hash"):
            return special[table, column]
        if isinstance(value, int) and value > 1_000_000_000_000 and column not in ("unit_price", "list_price", "unit_cost"):
            return f"t + {value - self.base}"
        if not isinstance(value, str):
            return repr(value)
        return self._text(value)

    def _text(self, text: str) -> str:
        """A text with the order's own identities, numbers and name taken out, as an expression."""
        holes = {f'"number":"D-{self.draft}"': '\'"number":"D-\' + str(draft) + \'"\'', f" d {self.draft} d{self.draft} ": "' d ' + str(draft) + ' d' + str(draft) + ' '",
                 MARK: "name", **self.names}
        if self.number is not None:
            holes |= {f'"number":"{self.number}"': '\'"number":"\' + str(number) + \'"\'', f" {self.number} ": "' ' + str(number) + ' '"}
            holes[f" d {self.draft} d{self.draft} {self.number} "] = "' d ' + str(draft) + ' d' + str(draft) + ' ' + str(number) + ' '"
        pieces = re.split("(" + "|".join(re.escape(hole) for hole in sorted(holes, key=len, reverse=True)) + ")", text)
        return " + ".join(holes.get(piece, repr(piece)) for piece in pieces if piece) or "''"


def linked(rows: list[tuple], columns: tuple) -> list[tuple]:
    """The audit entries of one order with their links, as AuditChain makes them."""
    at = {column: index for index, column in enumerate(columns)}
    told = ("actor_kind", "actor_id", "actor_name", "register_id", "action", "object_type", "object_id")
    head, done = None, []
    for row in rows:
        words = chained([row[at["words_salt"]], row[at["reason"]], row[at["detail"]]])
        head = chained([head, str(row[at["created_at"]]), *(row[at[name]] for name in told), words])
        row = list(row)
        row[at["words_hash"]], row[at["chain_hash"]] = words, head
        done.append(tuple(row))
    return done


class Past:
    """Writes the past of one shop whose server is stopped."""

    def __init__(self, bulk: Bulk, patterns: dict[str, int], customer: str):
        """`patterns`: how many of a hundred orders are like this one."""
        self.bulk = bulk
        made = {order: Pattern(bulk, order, customer) for order in patterns}
        self.mix = [made[order] for order, share in patterns.items() for _ in range(share)]
        assert len(self.mix) == 100
        self.customer = bulk.rows("SELECT * FROM customers WHERE id = ?", customer)[0]
        self.customer_words = bulk.rows("SELECT * FROM search_documents WHERE object_id = ?", customer)[0]
        self.balances = {row["variant_id"]: row["on_hand"] for row in bulk.rows("SELECT variant_id, on_hand FROM stock_levels")}
        self.place = self._next("search_documents", "number")
        self.sequence = max(self._next("events", "sequence"), self._next("audit", "sequence"))
        self.draft, self.number = self._counter("draft"), self._counter("order")

    def _next(self, table: str, column: str) -> int:
        return self.bulk.rows(f"SELECT COALESCE(MAX({column}), 0) AS last FROM {table}")[0]["last"] + 1

    def _counter(self, name: str) -> int:
        return self.bulk.rows("SELECT value FROM counters WHERE name = ?", name)[0]["value"]

    def write(self, count: int) -> None:
        with self.bulk.loading(["customers", *TABLES]):
            people = self._people(max(10, count // 10))
            for first in range(0, count, 5000):
                self._orders(first, min(5000, count - first), count, people)
        for variant, on_hand in self.balances.items():
            self.bulk.execute("UPDATE stock_levels SET on_hand = ? WHERE variant_id = ?", on_hand, variant)
        self.bulk.execute("UPDATE counters SET value = ? WHERE name = 'draft'", self.draft)
        self.bulk.execute("UPDATE counters SET value = ? WHERE name = 'order'", self.number)
        self.bulk.settle_search()

    def _people(self, count: int) -> list[str]:
        """As many customers, and the words that find them."""
        head, rows, words, ids = ulid_head(int(time.time() * 1000) - 1500 * DAY), [], [], []
        for number in range(count):
            identity, name = f"cus_{head}{number:016d}", name_of(number * 7)
            ids.append(identity)
            rows.append(tuple({**self.customer, "id": identity, "name": name.title()}.values()))
            words.append(tuple({**self.customer_words, "number": self.place, "object_id": identity, "words": f" {name}", "pending": 0}.values()))
            self.place += 1
        self.bulk.append("customers", tuple(self.customer), rows)
        self.bulk.append("search_documents", tuple(self.customer_words), words)
        return ids

    def _orders(self, first: int, count: int, of: int, people: list[str]) -> None:
        """One stretch of the past, oldest first."""
        rows: dict[str, list[tuple]] = {table: [] for table in TABLES}
        columns: dict[str, tuple] = {}
        start = int(time.time() * 1000) - DAY - of * DAY // A_DAY
        for number in range(first, first + count):
            pattern = self.mix[number * 37 % 100]
            moment = start + number * DAY // A_DAY
            head = ulid_head(moment)
            self.draft += 1
            self.number += pattern.placed
            for variant, delta in zip(pattern.variants, pattern.deltas):
                self.balances[variant] += delta
            person = number * 7919 % len(people)
            pattern.write(
                moment, [f"{kind}{head}{number * 64 + index:016d}" for index, kind in enumerate(pattern.kinds)], people[person], name_of(person * 7),
                self.draft, self.number, self.sequence, self.place, [self.balances[variant] for variant in pattern.variants], *rows.values())
            entries = len(pattern.rows["audit"])
            rows["audit"][-entries:] = linked(rows["audit"][-entries:], pattern.columns["audit"])
            self.sequence += entries
            self.place += 1
            columns |= pattern.columns
        for table, content in rows.items():
            if content:
                self.bulk.append(table, columns[table], content)


def patterns(api: Client, location: str, registers: list[str]) -> tuple[dict[str, int], str]:
    """Makes the orders that the past consists of: how many of a hundred are like each, and the customer of all of them."""
    customer = api.post("/customers", {"name": MARK.title()}, expect=201)["id"]
    variants = [variant["id"] for variant in api.get("/variants", params={"limit": 20}, expect=200)["data"] if variant.get("unit") in (None, "piece")]
    for variant in variants:
        api.post("/inventory_levels/adjust", {"variant_id": variant, "location_id": location, "set": 1_000_000, "reason": "Counted"}, expect=200)
    shares: dict[str, int] = {}

    def order(share: int, lines: list[dict], pay: dict | None = None, **more) -> None:
        body = {"channel": "register", "location_id": location, "register_id": registers[0], "customer_id": customer, "lines": lines, **more}
        made = api.post("/orders", body, key=True, expect=201)["id"]
        shares[made] = share
        if pay is not None and "method" in pay:
            api.post(f"/orders/{made}/payments", pay, key=True, expect=(200, 201))
        elif pay is not None:
            api.post(f"/orders/{made}/complete", pay, key=True, expect=200)

    def own(title: str, price: int) -> dict:
        return {"title": title, "quantity": 1, "unit_price": price, "requires_shipping": False, "tax_rates": [{"title": "VAT", "rate": "20"}]}

    for index in range(10):
        order(5, [{"variant_id": variants[index % len(variants)], "quantity": 1}, own("Gift wrap", 250)], {"method": "cash", "register_id": registers[0]})
    for index, title in enumerate(("Red coat", "Blue scarf", "Old umbrella", "Round table", "Green bottle")):
        order(8, [own(title, 1990 + index * 500), own("Alteration", 900)], {"method": "card_terminal", "register_id": registers[0]})
    order(3, [own("Tall lamp", 5900)], {"payment_pending": True}, channel="phone")
    order(7, [own("Small box", 700), {"variant_id": variants[0], "quantity": 2}], channel="back_office")
    return shares, customer


def fill(server, count: int, bulk_of) -> None:
    """Stops the server, gives its shop a past of so many orders, and starts it again. `bulk_of` opens the database of a data folder."""
    api = Client(server.url, server.sign_in["token"])
    shares, customer = patterns(api, server.sign_in["location_id"], server.register_ids)
    server.stop()
    with bulk_of(Path(server.data)) as bulk:
        Past(bulk, shares, customer).write(count)
    server.start()

