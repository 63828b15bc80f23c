"""The comparison that the money proofs rest on is no formality: books that were tampered with do not pass it."""

import pytest

from support.paying import Books, Payer, assert_books_agree, quiet, sent

TOTAL = 10_000


@pytest.fixture
def sound(card_server, card_api, provider, tmp_path):
    """A paid order and one that was paid twice over; the books agree. What comes after is done to a copy."""
    books = Books(card_server.database)
    payer = Payer(sent(card_api, TOTAL))
    page = payer.page()
    provider.pay(page)
    payer.come_back()
    late = Payer(sent(card_api, TOTAL))
    session = provider.session(late.page())["id"]
    late.order = card_api.pay(late.order, "card_terminal").body
    provider.change(session, status="open", url=page)
    provider.pay(session)
    quiet(books, provider)
    assert assert_books_agree(card_api, books, provider)["surplus"] >= 1
    return Books(books.database.copied(tmp_path)), payer.order


def tampered(books: Books, text: str) -> Books:
    assert books.database.change(text) >= 1, "nothing was tampered with"
    return books


@pytest.mark.parametrize(("change", "said"), [
    ("UPDATE payments SET amount = amount - 1 WHERE method = 'gateway' AND status = 'captured'", "captured"),
    ("UPDATE payments SET refunded = refunded + 1 WHERE method = 'gateway' AND status = 'captured'", "given back here"),
    ("UPDATE payments SET status = 'failed' WHERE method = 'gateway'", "captured|failed"),
    ("UPDATE payment_attempts SET state = 'canceled' WHERE state = 'settled'", "is canceled here"),
    ("UPDATE payment_attempts SET provider_payment = NULL WHERE state = 'surplus'", "knows nothing"),
    ("DELETE FROM payment_tasks WHERE kind = 'surplus'", "nobody is told"),
])
def test_books_that_do_not_agree_are_found_out(card_api, provider, sound, change, said):
    books, _ = sound
    with pytest.raises(AssertionError, match=said):
        assert_books_agree(card_api, tampered(books, change), provider)


def test_a_charge_that_only_the_provider_knows_is_found_out(card_api, provider, sound):
    books, _ = sound
    provider.books.charges.append(("pi_nobody", TOTAL))
    try:
        with pytest.raises(AssertionError, match="knows nothing"):
            assert_books_agree(card_api, books, provider)
    finally:
        provider.books.charges.remove(("pi_nobody", TOTAL))


def test_a_card_that_is_charged_twice_for_one_payment_is_found_out(card_api, provider, sound):
    books, order = sound
    again = (books.attempts(order["id"])[0]["provider_payment"], TOTAL)
    provider.books.charges.append(again)
    try:
        with pytest.raises(AssertionError, match="twice"):
            assert_books_agree(card_api, books, provider)
    finally:
        provider.books.charges.remove(again)
