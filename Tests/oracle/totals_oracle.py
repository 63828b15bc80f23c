"""The money rules of docs/rules.md once more, in exact fractions and as plainly as can be.

It shares no code and no arithmetic with `Sources/Domain/Pricing` (128-bit integers) or `totals.js` (safe integers), so that a slip
in either is seen. It is slow on purpose: every figure is a Fraction until the rule says "round".
"""

from fractions import Fraction

from shares import largest_remainder, rounded, together

REDUCTIONS = ("discount", "promotion", "points")


def cut(discount, amount, rounding, quantity=Fraction(1)):
    """M3: what a discount takes off `amount`, at most all of it."""
    if discount.get("value_type", "fixed") == "percentage":
        return rounded(amount * Fraction(discount["value"]) / 100, rounding)
    value = Fraction(discount["value"])
    if discount.get("per", "line") == "unit":
        value = value * quantity
    return min(rounded(value, rounding), amount)


class Member:
    """A line, a fee or the shipping line, as tax sees it."""

    def __init__(self, quoted, amount, rates, inclusive):
        self.quoted = quoted
        self.amount = amount
        self.rates = [(rate["title"], Fraction(rate["rate"]), rate["rate"]) for rate in rates]
        self.inclusive = inclusive
        self.taxes = {}
        self.listed = self.rates

    def totals(self):
        tax = sum(self.taxes.values())
        net = self.amount - tax if self.inclusive else self.amount
        lines = [
            {"title": rate[0], "rate": rate[2], "includes_tax": self.inclusive, "taxable": net, "amount": self.taxes[place]}
            for place, rate in enumerate(self.listed)
        ] if self.taxes else []
        return {"tax_lines": lines, "tax_total": tax, "total": self.amount if self.inclusive else self.amount + tax}


def tax_groups(members, tax_rounding):
    groups = {}
    for index, member in enumerate(members):
        if member.rates:
            key = (tuple(sorted(member.rates)), member.inclusive, index if tax_rounding == "line" else None)
            groups.setdefault(key, []).append(member)
    return list(groups.values())


def tax_group(members, rounding):
    """M5, M17: each tax once on the sum of the group, then shared out."""
    rates, inclusive = members[0].rates, members[0].inclusive
    weights = [member.amount for member in members]
    base = sum(weights)
    whole = 100 + sum(rate[1] for rate in rates) if inclusive else Fraction(100)
    taxes, left = [], base
    for rate in rates:
        tax = rounded(base * rate[1] / whole, rounding)
        if inclusive:
            tax = max(tax, left) if base < 0 else min(tax, left)
            left -= tax
        taxes.append(tax)
    if inclusive and len(rates) > 1 and all(weight >= 0 for weight in weights):
        shares = together(taxes, weights)
    else:
        shares = [largest_remainder(tax, weights) for tax in taxes]
    for index, member in enumerate(members):
        member.listed = rates
        member.taxes = {place: row[index] for place, row in enumerate(shares)}
    net = base - sum(taxes) if inclusive else base
    return [(rate, inclusive, net, tax) for rate, tax in zip(rates, taxes, strict=True)]


def totals(order):
    """The computed fields of the order that `POST /orders/calculate` would answer, for a body of custom items."""
    inclusive = order.get("prices_include_tax", False)
    taxed = order.get("taxes_enabled", True)
    rounding = order.get("rounding", "half_up")
    lines, own = [], []
    for line in order.get("lines", []):
        quantity = Fraction(str(line.get("quantity", 1)))
        quoted = rounded(quantity * Fraction(str(line.get("unit_price", 0))), rounding)
        amount = quoted
        for discount in line.get("discounts", []) + line.get("promotions", []):
            amount -= cut(discount, amount, rounding, quantity)
        rates = line.get("tax_rates", []) if taxed and line.get("taxable", True) else []
        lines.append(Member(quoted, amount, rates, line.get("price_includes_tax", inclusive)))
    adjustments = order.get("adjustments", [])
    amounts = [0] * len(adjustments)
    for place, adjustment in enumerate(adjustments):
        if adjustment["kind"] in REDUCTIONS:
            weights = [line.amount for line in lines]
            amounts[place] = cut({**adjustment, "per": "line"}, sum(weights), rounding)
            for line, share in zip(lines, largest_remainder(amounts[place], weights), strict=True):
                line.amount -= share
    charges = {}
    shipping = order.get("shipping_line")
    if shipping:
        charges["shipping"] = charge(shipping["price"], shipping, inclusive, taxed)
    for place, adjustment in enumerate(adjustments):
        if adjustment["kind"] == "fee":
            charges[place] = charge(int(adjustment["value"]), adjustment, inclusive, taxed)
    return summed_up(order, lines, charges, amounts)


def charge(amount, quoted, inclusive, taxed):
    return Member(amount, amount, quoted.get("tax_rates", []) if taxed else [], quoted.get("price_includes_tax", inclusive))


def summed_up(order, lines, charges, amounts):
    adjustments = order.get("adjustments", [])
    rounding = order.get("rounding", "half_up")
    merged = {}
    for group in tax_groups(lines + list(charges.values()), order.get("tax_rounding", "document")):
        for rate, inclusive, net, tax in tax_group(group, rounding):
            entry = merged.setdefault((rate[0], rate[1], inclusive), [rate[2], 0, 0])
            entry[1] += net
            entry[2] += tax
    result = {"lines": []}
    for line in lines:
        result["lines"].append({"subtotal": line.quoted, "discount_total": line.quoted - line.amount, **line.totals()})
    payable = sum(line["total"] for line in result["lines"])
    tax_total = sum(line["tax_total"] for line in result["lines"])
    result["shipping_line"] = None
    for place, member in charges.items():
        figures = member.totals()
        payable += figures["total"]
        tax_total += figures["tax_total"]
        if place == "shipping":
            result["shipping_line"] = figures
        else:
            amounts[place] = figures["total"]
    for kind, sign in (("debit", 1), ("credit", -1)):
        for place, adjustment in enumerate(adjustments):
            if adjustment["kind"] == kind:
                amounts[place] = int(adjustment["value"]) if sign > 0 else min(int(adjustment["value"]), payable)
                payable += sign * amounts[place]
    result["adjustments"] = [{"amount": amount} for amount in amounts]
    result["tax_lines"] = [
        {"title": title, "rate": entry[0], "includes_tax": inclusive, "taxable": entry[1], "amount": entry[2]}
        for (title, _, inclusive), entry in merged.items()
    ]
    result["subtotal"] = sum(line["subtotal"] for line in result["lines"])
    result["discount_total"] = sum(line["discount_total"] for line in result["lines"])
    result["shipping_total"] = result["shipping_line"]["total"] if result["shipping_line"] else 0
    result["tax_total"] = tax_total
    result["total"] = payable
    return result
