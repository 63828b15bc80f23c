"""Refunds never exceed what was captured, here and at the provider, however often they are sent and whatever the provider does (P9)."""

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from support.paying import Books, Payer, assert_books_agree, quiet, read, sent
from support.together import at_once

TOTAL = 10_000


def test_parallel_refunds_never_exceed_the_capture(card_server, card_api, provider, size, figures):
    rounds, senders = size(6, 200, 2000), 20
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    books = Books(card_server.database)
    orders = []
    for _ in range(rounds):
        payer = Payer(sent(card_api, TOTAL))
        provider.pay(payer.page())
        payer.come_back()
        orders.append(payer.order)
    quiet(books, provider)
    provider.faults.dice.seed(seed)
    provider.loses_answer("refund.create", times=None, chance=0.1)
    provider.fails("refund.create", times=None, chance=0.1)
    provider.fails("refund.create", after=True, times=None, chance=0.1)
    provider.answers_late("refund.create", 0.2, times=None, chance=0.1)
    asked_before = len(provider.asked)
    answers: Counter = Counter()

    def race(order: dict) -> None:
        amounts = [chance.choice((600, 2500, 4000, 6000, TOTAL)) for _ in range(senders)]
        clients = [card_api.with_token(card_api.token) for _ in amounts]
        for answer in at_once(*(
            lambda client=client, amount=amount: client.post(
                f"/orders/{order['id']}/refunds", {"amount": amount, "reason": "Race"}, key=True, timeout=60)
            for client, amount in zip(clients, amounts)
        )):
            answers[answer.status] += 1

    with ThreadPoolExecutor(3) as crowd:
        list(crowd.map(race, orders))
    provider.is_well_again()
    assert set(answers) <= {200, 202, 409, 422}, answers
    quiet(books, provider, timeout=300)
    too_much = [form for name, form, _ in provider.asked[asked_before:] if name == "refund.create"]
    for order in orders:
        stored = read(card_api, order)
        given = sum(row["amount"] for row in stored["refunds"] if row["status"] == "succeeded")
        assert given == stored["amount_refunded"] <= TOTAL, stored
        intent = books.attempts(order["id"])[0]["provider_payment"]
        assert provider.refunded(intent) == given, f"{order['id']}: {given} here, {provider.refunded(intent)} at the provider"
    counted = assert_books_agree(card_api, books, provider)
    figures(f"{senders} refunds at once on each of {rounds} payments, every third request of a refund struck by a fault: "
            f"{dict(sorted(answers.items()))}, never above the capture, {counted['balance']} left there and here "
            f"({len(too_much)} requests, seed {seed})")
