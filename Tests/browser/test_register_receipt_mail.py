"""A10: the receipt by e-mail, from the sale that was just made and from an older one; one tap where the address is known."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product


@pytest.fixture
def pot(api, server):
    title = fresh("Pot")
    make_product(api, server.sign_in["location_id"], title, 1000)
    return title


def sell(till: Till, title: str) -> None:
    till.add(title)
    till.page.keyboard.press("F9")
    till.page.get_by_role("radio", name=re.compile("^No receipt")).check()
    till.page.keyboard.press("F10")
    expect(till.page.get_by_label("Cash given")).to_have_value("10.00")
    till.press("Complete sale")
    expect(till.page.get_by_role("region", name="Sale complete")).to_be_visible()


def receipts(api, to: str) -> list[dict]:
    return [each for each in api.all("/messages", kind="receipt") if each["to"] == to]


def test_the_receipt_of_a_sale_is_mailed_to_whom_the_customer_names(api, register_page, pot, axe_clean):
    till = Till(register_page())
    sell(till, pot)
    till.press("Receipt by e-mail")
    dialog = till.dialog("Receipt by e-mail")
    axe_clean(till.page)
    dialog.get_by_label("E-mail").fill("nobody")
    till.page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not an e-mail address")
    to = f"{uuid.uuid4().hex[:8]}@example.org"
    dialog.get_by_label("E-mail").fill(to)
    till.page.keyboard.press("Enter")
    expect(till.page.get_by_text(f"Receipt on its way to {to}")).to_be_visible()
    sent = receipts(api, to)
    assert len(sent) == 1 and pot in sent[0]["text"] and "10.00" in sent[0]["text"]


def test_an_address_that_is_known_is_there_already_also_for_an_older_sale(api, register_page, pot):
    email = f"{uuid.uuid4().hex[:8]}@example.org"
    who = api.post("/customers", {"name": fresh("Ada"), "email": email}, expect=201)
    till = Till(register_page())
    order = api.post("/orders", {"channel": "register", "register_id": till.register["id"], "customer_id": who["id"],
                                 "lines": [{"title": pot, "quantity": 1, "unit_price": 1000}]}, expect=201).body
    api.pay(order, "cash", tendered=order["total"])
    till.page.get_by_role("link", name="Transactions").or_(till.page.get_by_role("button", name="Transactions")).first.click()
    till.page.get_by_text(who["name"]).first.click()
    till.page.locator(".detail-head").get_by_role("button", name=re.compile("More")).click()
    till.page.get_by_role("menuitem", name="Receipt by e-mail").click()
    expect(till.dialog("Receipt by e-mail").get_by_label("E-mail")).to_have_value(email)
    till.page.keyboard.press("Enter")
    expect(till.page.get_by_text(f"Receipt on its way to {email}")).to_be_visible()
    assert len(receipts(api, email)) == 1


def test_without_the_network_it_says_that_it_needs_one(register_page, pot):
    till = Till(register_page())
    sell(till, pot)
    till.page.context.set_offline(True)
    try:
        button = till.page.get_by_role("button", name="Receipt by e-mail")
        expect(button).to_have_attribute("aria-disabled", "true", timeout=30_000)
        button.focus()
        till.page.keyboard.press("Enter")
        expect(till.page.get_by_text("An e-mail needs the network")).to_be_visible()
    finally:
        till.page.context.set_offline(False)
