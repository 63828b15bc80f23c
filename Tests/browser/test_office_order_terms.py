"""What customers and products say beforehand about an order: by when it is paid, how often it is charged again."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from support.goods import draft
from support.pages import sign_in_as_owner


@pytest.fixture
def office(page, api) -> Page:
    body = {"name": "Marta", "role": "manager", "email": f"{uuid.uuid4().hex[:10]}@corner.example", "password": "flour water salt time"}
    sign_in_as_owner(page, api.post("/staff", body, expect=201).body | {"password": body["password"]})
    return page


def save(page: Page) -> None:
    # The page is drawn anew once it is saved; what comes next is done on the new one.
    with page.expect_response(lambda answer: "/admin/" in answer.url):
        with page.expect_response(lambda answer: "/api/v1/" in answer.url and answer.request.method == "PATCH") as answer:
            page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-save-bar]:not([data-dirty])").wait_for()
    assert answer.value.status == 200, answer.value.text()


def part(page: Page, name: str, entry: str):
    return page.locator(f'[data-field="{name}"][data-entry="{entry}"]').locator("input, select").first


def test_the_usual_terms_of_a_customer_go_into_an_order(office, api):
    customer = api.post("/customers", {"name": f"Nora {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    office.goto(f"/admin/customers/{customer}")
    part(office, "payment_terms", "type").select_option(label="Due after days")
    part(office, "payment_terms", "days").fill("14")
    save(office)
    assert draft(api, customer_id=customer)["payment_terms"] == {"title": None, "type": "net", "days": 14, "due_date": None, "deposit": None}
    part(office, "payment_terms", "type").select_option(label="As each order says")
    part(office, "payment_terms", "days").fill("")
    save(office)
    assert api.get(f"/customers/{customer}", expect=200)["payment_terms"] is None


def test_terms_with_a_deposit_are_shown_and_kept(office, api):
    terms = {"title": "Half first", "type": "net", "days": 7, "deposit": {"value_type": "percentage", "value": "50"}}
    customer = api.post("/customers", {"name": "Nora", "payment_terms": terms}, expect=201)["id"]
    office.goto(f"/admin/customers/{customer}")
    expect(office.get_by_text("Half first")).to_be_visible()
    office.get_by_label("Tax number").fill("NL00")
    save(office)
    assert api.get(f"/customers/{customer}", expect=200)["payment_terms"] == {**terms, "due_date": None}


def test_a_product_is_charged_again_every_three_months(office, api):
    product = api.post("/products", {"title": f"Care {uuid.uuid4().hex[:6]}", "variants": [{"price": 5400}]}, expect=201).body
    office.goto(f"/admin/products/{product['id']}")
    part(office, "billing_cycle", "interval").select_option(label="Monthly")
    part(office, "billing_cycle", "count").fill("3")
    with office.expect_response(lambda answer: "/api/v1/variants/" in answer.url and answer.request.method == "PATCH") as answer:
        office.get_by_role("button", name="Save", exact=True).click()
    assert answer.value.status == 200, answer.value.text()
    assert api.get(f"/variants/{product['variants'][0]['id']}", expect=200)["billing_cycle"] == {"interval": "month", "count": 3}
