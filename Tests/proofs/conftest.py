"""The proofs run in three sizes: small in every test run, by hand, and long (COUNTERFOIL_PROOF_SIZE=small|hand|long)."""

import os

import pytest

SIZES = ("small", "hand", "long")
# What needs etcd and Patroni, three servers and minutes: not in every run, nor installed for it. See docs/proofs.md.
collect_ignore = [] if os.environ.get("COUNTERFOIL_PROOF_CLUSTER") == "1" else ["test_failover.py", "test_point_in_time.py"]


@pytest.fixture(scope="session")
def size():
    """`size(small, hand, long)` answers the number for this run."""
    name = os.environ.get("COUNTERFOIL_PROOF_SIZE", "small")
    assert name in SIZES, f"COUNTERFOIL_PROOF_SIZE is one of {', '.join(SIZES)}"
    return lambda *numbers: numbers[SIZES.index(name)]


@pytest.fixture(scope="session")
def figures():
    """Collects what the proofs counted and prints it at the end, for docs/proofs.md."""
    lines: list[str] = []
    yield lines.append
    print("\nFigures of this run:")
    for line in lines:
        print(f"  {line}")
