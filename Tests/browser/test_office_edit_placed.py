"""A clerk changes a placed order with its customer on the phone, who changes their mind twice."""

import pytest
from playwright.sync_api import expect

from support.goods import custom_line, draft, level, variant
from support.order_desk import desk_for

ADDRESS = {"name": "Agnieszka Wójcik", "line1": "Prinsesselaan 12", "city": "Utrecht", "postal_code": "3581 TD", "country": "NL"}
STILL = "() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))).then(() => true)"


def phone_order(api, place: str, title: str = "Blue vase") -> tuple[dict, dict]:
    """Two vases with delivery, paid by card over the phone; and the vase."""
    vase = variant(api, place, stock=10, price=2000, title=title)
    order = draft(api, {"variant_id": vase["id"], "quantity": 2}, custom_line("Gift wrap", 300, 1, None), channel="phone", shipping_address=ADDRESS,
                  taxes_enabled=False, shipping_line={"title": "Courier", "price": 500})
    return api.pay(order, "card_terminal").body, vase


def test_a_customer_changes_their_mind_twice(context, server, api):
    place = server.sign_in["location_id"]
    order, vase = phone_order(api, place)
    here = desk_for(context, server, api, order)
    dialog = here.dialog("Edit order")

    def begin():
        here.page.get_by_role("button", name="Edit order").click()
        expect(dialog).to_be_visible()

    begin()
    dialog.get_by_role("button", name="One Blue vase more").click()
    expect(dialog.locator("#edit-difference")).to_have_text("+€20.00")
    expect(dialog).to_contain_text("€20.00 will be due")
    here.page.keyboard.press("Escape")
    here.page.get_by_role("button", name="Go on editing").click()
    dialog.get_by_role("button", name="Change order, €20.00 more").click()
    expect(here.page.get_by_text("Order changed. €20.00 is due.")).to_be_visible()
    assert here.order()["amount_due"] == 2000 and level(api, vase["id"], place)["committed"] == 3

    begin()
    dialog.get_by_role("button", name="One Blue vase less").click()
    dialog.get_by_role("button", name="One Blue vase less").click()
    dialog.get_by_role("button", name="Remove Gift wrap").click()
    expect(dialog.locator("#edit-total")).to_have_text("€25.00")
    expect(dialog.get_by_role("radio", name="Give €23.00 back now")).to_be_checked()
    dialog.get_by_label("Why (for the timeline)").fill("One is enough")
    dialog.get_by_role("button", name="Change order, give €23.00 back").click()
    expect(here.page.get_by_text("Order changed. €23.00 goes back.")).to_be_visible()
    after = here.order()
    assert (after["total"], after["payment_status"], after["amount_due"]) == (2500, "paid", 0)
    assert after["amount_paid"] - after["amount_refunded"] == 2500 and level(api, vase["id"], place)["committed"] == 1
    expect(here.page.locator("#timeline")).to_contain_text("changed the order after it was placed")
    papers = here.page.locator("#invoice")
    expect(papers.get_by_role("listitem").filter(has_text="As it is now")).to_contain_text("€25.00")
    expect(papers.get_by_role("listitem").filter(has_text="Further invoice")).to_contain_text("+€20.00")
    expect(papers.get_by_role("listitem").filter(has_text="Credit note")).to_contain_text("−€43.00")


def test_what_cannot_be_is_said_at_its_line_and_nothing_is_lost(context, server, api):
    order, _ = phone_order(api, server.sign_in["location_id"], "Rare vase")
    here = desk_for(context, server, api, order)
    here.page.get_by_role("button", name="Edit order").click()
    dialog = here.dialog("Edit order")
    dialog.get_by_label("Quantity of Rare vase").fill("40")
    expect(dialog.get_by_role("listitem").filter(has_text="Rare vase")).to_contain_text("more of Rare vase can be sold now")
    dialog.get_by_label("Quantity of Rare vase").fill("1")
    expect(dialog.locator("#edit-difference")).to_have_text("−€20.00")
    api.patch(f"/orders/{order['id']}", {"note": "Rings at five"}, headers={"If-Match": f'"{order["version"]}"'}, expect=200)
    dialog.locator("#edit-confirm").click()
    expect(dialog).to_contain_text("changed by somebody else meanwhile")
    dialog.get_by_role("button", name="Start again with it as it is").click()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert here.order()["total"] == order["total"]


@pytest.mark.parametrize(("size", "scheme"), [((390, 844), "light"), ((820, 1180), "dark"), ((1440, 900), "light"), ((1440, 900), "dark")])
def test_the_dialog_is_clean_at_every_width(size, scheme, new_device, server, api, axe_clean, screenshot):
    width, height = size
    order, _ = phone_order(api, server.sign_in["location_id"], "مزهرية خزفية زرقاء with a title that goes on and on for longer than a line")
    here = desk_for(new_device(viewport={"width": width, "height": height}, color_scheme=scheme), server, api, order)
    here.page.get_by_role("button", name="Edit order").click()
    dialog = here.dialog("Edit order")
    dialog.get_by_role("button", name="Remove Gift wrap").click()
    dialog.get_by_role("button", name="One مزهرية").first.click()
    dialog.locator("#edit-add").fill("ceramic")
    expect(dialog.locator("#edit-difference")).not_to_have_text("…")
    here.page.evaluate(STILL)
    screenshot(here.page, f"edit-placed-{width}-{scheme}")
    axe_clean(here.page)
    assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
