"""Rounding and sharing out (rules M4, M7, M17 of docs/rules.md), in exact fractions."""

from fractions import Fraction
from math import floor


def rounded(value, rounding):
    """M7: to the nearest whole number, halves away from zero or, with `half_even`, to the even neighbour."""
    if rounding == "half_even":
        return round(value)  # Python rounds a Fraction exactly, halves to even.
    if rounding != "half_up":
        raise ValueError(rounding)
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def largest_remainder(amount, weights):
    """M4: whole shares of `amount` that add up, ties to the earlier weight."""
    total = sum(weights)
    if total == 0 or amount == 0:
        return [0] * len(weights)
    if amount < 0:
        return [-share for share in largest_remainder(-amount, [-w if total < 0 else w for w in weights])]
    ideal = [Fraction(amount * weight, total) for weight in weights]
    shares = [floor(value) for value in ideal]
    by_loss = sorted(range(len(weights)), key=lambda i: (shares[i] - ideal[i], i))
    for index in by_loss[: amount - sum(shares)]:
        shares[index] += 1
    return shares


def together(amounts, weights):
    """M17: shares of several included taxes that also leave no net below zero."""
    total = sum(weights)
    floors = [[floor(Fraction(a * w, total)) if total else 0 for w in weights] for a in amounts]
    room = [w - sum(row[i] for row in floors) for i, w in enumerate(weights)]
    for amount, row in zip(amounts, floors, strict=True):
        missing = amount - sum(row) if total else 0
        by_loss = sorted(range(len(weights)), key=lambda i: (-(Fraction(amount * weights[i], total) % 1), i)) if missing else []
        while missing:
            for index in by_loss:
                if missing and room[index] > 0:
                    row[index] += 1
                    room[index] -= 1
                    missing -= 1
    return floors
