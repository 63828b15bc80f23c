"""The pages of customers, goods and prices as a manager uses them."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from support.pages import sign_in_as_owner

HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "{{7*7}} ${7*7} #{x}", "</title><b>bold", "javascript:alert(1)", "ليلى الحدّاد",
           "ผลิตภัณฑ์น้ำยาปรับผ้านุ่มกลิ่นหอม", "Konstantynopolitańczykowianeczka " * 7]


def unique(word: str) -> str:
    return f"{word} {uuid.uuid4().hex[:6]}"


@pytest.fixture(scope="session")
def manager(api) -> dict:
    """A manager who signs in with a password."""
    body = {"name": unique("Marta"), "role": "manager", "email": f"{uuid.uuid4().hex[:10]}@corner.example", "password": "flour water salt time"}
    return api.post("/staff", body, expect=201).body | {"password": body["password"]}


@pytest.fixture
def office(page, manager) -> Page:
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in_as_owner(page, manager)
    return page


def press(page: Page, name: str) -> None:
    """A button that saves; the test goes on when the shop has answered."""
    with page.expect_response(lambda answer: "/api/v1/" in answer.url and answer.request.method != "GET"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("form[aria-busy=true]")).to_have_count(0)


def saved(page: Page, name: str = "Save") -> None:
    press(page, name)
    expect(page.locator("#toasts")).to_contain_text("Saved")


def field(scope, name: str):
    return scope.locator(f'[data-field="{name}"]').locator("input, select, textarea").first


def variant_of(api, **more) -> dict:
    return api.post("/products", {"title": unique("Pot"), "variants": [{"price": 500, "sku": uuid.uuid4().hex[:8]}], **more}, expect=201).body
