#!/usr/bin/env python3
"""Prints random orders with the oracle's figures, one JSON document a line: `{"request": …, "expect": …}`.

    python3 Tests/oracle/vectors.py --count 200 --seed 2 > Tests/Fixtures/pricing/random.jsonl

made the committed sample, which the Swift tests read; the JavaScript tests call it with a new seed each time.
"""

import argparse
import json

from random_orders import orders
from totals_oracle import totals


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=2)
    chosen = arguments.parse_args()
    for order in orders(chosen.count, chosen.seed):
        print(json.dumps({"request": order, "expect": totals(order)}, separators=(",", ":")))


if __name__ == "__main__":
    main()
