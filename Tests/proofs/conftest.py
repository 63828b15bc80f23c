"""The proofs run in three sizes: small in every test run, by hand, and long (COUNTERFOIL_PROOF_SIZE=small|hand|long)."""

import os

import pytest

SIZES = ("small", "hand", "long")


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
