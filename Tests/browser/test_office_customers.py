"""The pages of customers: made, changed, given credit, handed their file, forgotten; by a manager."""

import json
import uuid

from playwright.sync_api import expect

from support.goods import custom_line, draft
from support.goods_office import field, manager, office, press, saved, unique  # noqa: F401 (manager and office are fixtures)
from support.pages import sign_in_as_owner


def test_a_customer_is_made_changed_found_and_shown_with_what_belongs_to_them(office, api):
    name = unique("Nora")
    office.goto("/admin/customers")
    office.get_by_role("link", name="New customer").click()
    office.get_by_label("Name", exact=True).first.fill(name)
    office.get_by_label("Tags").fill("vip")
    office.keyboard.press("Enter")
    office.get_by_label("Tags").fill("left in the box")
    office.get_by_role("button", name="Add address").click()
    office.locator("[data-row]").get_by_label("Street and number").fill("Piotrkowska 1")
    office.locator("[data-row]").get_by_label("Country").fill("PL")
    saved(office, "Create")
    expect(office.get_by_role("heading", level=1)).to_have_text(name)
    made = api.get("/customers", params={"q": name}, expect=200)["data"][0]
    assert made["tags"] == ["vip", "left in the box"] and made["addresses"][0]["line1"] == "Piotrkowska 1"
    office.get_by_label("Billing address").select_option(made["addresses"][0]["id"])
    office.get_by_label("Exempt from tax").check()
    expect(office.locator("[data-save-state]")).to_have_text("Not saved yet")
    saved(office)
    changed = api.get(f"/customers/{made['id']}", expect=200)
    assert changed["default_billing_address_id"] == made["addresses"][0]["id"] and changed["tax_exempt"] is True
    office.goto("/admin/customers")
    office.get_by_label("Name, company, e-mail").fill(name)
    expect(office.locator("[data-list-row]")).to_have_count(1)
    office.get_by_label("Name, company, e-mail").fill(name + " nobody")
    expect(office.get_by_role("heading", name="Nothing matches")).to_be_visible()
    assert "q=" in office.url


def test_terms_of_payment_are_taken_away_again(office, api):
    terms = {"type": "net", "days": 30}
    customer = api.post("/customers", {"name": unique("Nora"), "payment_terms": terms}, expect=201)
    office.goto(f"/admin/customers/{customer['id']}")
    office.get_by_label("Payment terms").select_option("")
    office.get_by_label("Days").fill("")
    saved(office)
    assert api.get(f"/customers/{customer['id']}", expect=200)["payment_terms"] is None


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(office, api):
    customer = api.post("/customers", {"name": unique("Nora"), "addresses": [{"line1": "A"}, {"line1": "B"}]}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    office.get_by_label("E-mail", exact=True).fill("no address")
    field(office.locator("[data-row]").nth(1), "country").fill("pl")
    press(office, "Save")
    expect(office.locator('[data-field="email"] .field-error, [data-row] .field-error').locator("visible=true").first).to_be_visible()
    wrong = office.locator("[data-row]").nth(1).locator('[data-field="country"]')
    expect(wrong.locator(".field-error")).to_contain_text("two capital letters")
    expect(wrong.locator("input")).to_have_attribute("aria-invalid", "true")
    expect(wrong.locator("input")).to_be_focused()
    wrong.locator("input").fill("PL")
    expect(wrong.locator(".field-error")).to_be_hidden()
    press(office, "Save")
    expect(office.locator('[data-field="email"] .field-error')).to_contain_text("name@example.org")
    expect(office.get_by_label("E-mail", exact=True)).to_have_value("no address")
    office.get_by_label("E-mail", exact=True).fill("nora@corner.example")
    saved(office)
    assert api.get(f"/customers/{customer['id']}", expect=200)["addresses"][1]["country"] == "PL"


def test_a_removed_row_comes_back_by_undo(office, api):
    customer = api.post("/customers", {"name": unique("Nora"), "addresses": [{"line1": "First"}, {"line1": "Second"}]}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    office.locator("[data-row]").first.get_by_role("button", name="Remove this row").click()
    expect(office.locator("[data-row]")).to_have_count(1)
    office.get_by_role("button", name="Undo").click()
    expect(field(office.locator("[data-row]").first, "line1")).to_have_value("First")
    expect(office.locator("[data-save-state]")).to_have_text("")


def test_credit_is_given_and_taken_with_a_reason(office, api):
    customer = api.post("/customers", {"name": unique("Nora")}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    office.get_by_label("Amount").fill("1.234")
    office.get_by_role("button", name="Give").click()
    expect(office.locator("#credit-amount-error")).to_contain_text("two ways")
    office.get_by_label("Amount").fill("12,50")
    press(office, "Give")
    expect(office.locator("#credit-reason-error")).to_be_visible()
    office.get_by_label("Reason", exact=True).fill("Goodwill")
    press(office, "Give")
    expect(office.get_by_role("cell", name="+€12.50")).to_be_visible()
    office.get_by_label("Amount").fill("20")
    office.get_by_label("Reason", exact=True).fill("Too much")
    press(office, "Take")
    expect(office.locator("#credit-amount-error")).to_contain_text("does not cover")
    assert api.get(f"/customers/{customer['id']}", expect=200)["store_credit"] == 1250


def test_a_person_gets_their_file_and_is_forgotten(office, api):
    name = unique("Nora")
    customer = api.post("/customers", {"name": name, "email": "nora@corner.example"}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    with office.expect_download() as download:
        office.get_by_role("link", name="Download everything about this person").click()
    assert json.loads(download.value.path().read_text(encoding="utf-8"))["customer"]["name"] == name
    office.get_by_role("button", name="Erase personal data").click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_label(f"Type {name} to confirm").fill("somebody else")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(dialog).to_contain_text("another name")
    dialog.get_by_label(f"Type {name} to confirm").fill(name)
    dialog.get_by_role("button", name="Erase for good").click()
    office.wait_for_url("**/admin/customers")
    expect(office.locator("#toasts")).to_contain_text("erased")
    api.get(f"/customers/{customer['id']}", expect=404)


def test_two_records_of_one_person_are_seen_side_by_side_and_become_one(office, api, new_device, server, axe_clean):
    name = unique("Nora")
    here = api.post("/customers", {"name": name, "email": f"{uuid.uuid4().hex[:8]}@corner.example", "points": 40}, expect=201).body
    other = api.post("/customers", {"name": f"{name} B", "email": f"{uuid.uuid4().hex[:8]}@work.example", "phone": "+48 600 737 373"}, expect=201).body
    keeping = draft(api, custom_line("Cake", 1990), customer_id=here["id"], adjustments=[{"kind": "points", "points": 40}])
    api.post(f"/orders/{keeping['id']}/send_invoice", {"via": "link"}, key=True, expect=200)
    said = api.post("/conversations", {"channel": "api", "name": name, "customer_id": here["id"]}, expect=(200, 201))["id"]
    office.goto(f"/admin/inbox/{said}")
    office.get_by_role("link", name="Put together with another customer…").click()
    button = office.get_by_role("button", name="Put together with…")
    expect(button).to_be_focused()
    office.keyboard.press("Enter")
    office.get_by_role("searchbox", name="Name, e-mail, phone").fill(other["email"])
    expect(office.locator(".found-row")).to_have_count(1)
    office.keyboard.press("Enter")
    dialog = office.get_by_role("dialog", name="Put these two together?")
    stays, goes = (dialog.locator(f'[data-record="{each["id"]}"]') for each in (here, other))
    expect(stays.get_by_role("radio")).to_be_checked()
    expect(stays).to_contain_text("1 order")
    expect(goes).to_contain_text("+48 600 737 373")
    expect(goes).to_contain_text("0 orders")
    expect(dialog.get_by_role("status")).to_contain_text(f"E-mail: {other['email']}")
    axe_clean(office)
    office.keyboard.press("ArrowDown")
    expect(goes.get_by_role("radio")).to_be_checked()
    expect(dialog.get_by_role("status")).to_contain_text(f"E-mail: {here['email']}")
    press(office, "Put together for good")
    expect(dialog.get_by_role("alert")).to_contain_text("Place or cancel it first")
    expect(dialog.get_by_role("link", name=f"Open {name}", exact=True)).to_have_attribute("href", f"/admin/customers/{here['id']}")
    api.get(f"/customers/{other['id']}", expect=200)
    stays.get_by_role("radio").check()
    expect(dialog.get_by_role("alert")).to_have_count(0)
    dialog.get_by_role("button", name="Put together for good").click()
    expect(office.locator("#toasts")).to_contain_text(f"{name} has everything now")
    expect(office.get_by_role("heading", level=1)).to_have_text(name)
    expect(office.get_by_label("Phone", exact=True).first).to_have_value("+48 600 737 373")
    assert api.get(f"/customers/{here['id']}", expect=200)["email"] == here["email"]
    api.get(f"/customers/{other['id']}", expect=404)
    sign = {"email": f"{uuid.uuid4().hex[:10]}@corner.example", "password": "flour water salt time"}
    api.post("/staff", {"name": unique("Kim"), "role": "cashier", **sign}, expect=201)
    cashier = new_device().new_page()
    sign_in_as_owner(cashier, sign)
    assert cashier.goto(f"/admin/customers/{here['id']}").status == 200
    expect(cashier.get_by_role("heading", level=1)).to_have_text(name)
    expect(cashier.get_by_role("button", name="Put together with…")).to_have_count(0)
