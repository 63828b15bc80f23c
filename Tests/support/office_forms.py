"""The forms of the office as a person fills them in."""

import re
import uuid

from playwright.sync_api import Page, expect


def unique(word: str) -> str:
    return f"{word} {uuid.uuid4().hex[:6]}"


def ready(page: Page) -> None:
    """Waits until the page that follows has run its script; until then a button does nothing."""
    page.wait_for_load_state("load")


def save(page: Page) -> None:
    ready(page)
    page.get_by_role("button", name=re.compile("^(Save|Create)$")).click()


def saved(page: Page) -> None:
    """Saves, and waits until the server has it."""
    with page.expect_response(lambda answer: answer.request.method in ("PATCH", "POST", "DELETE") and answer.ok):
        save(page)
    expect(page.locator("form[aria-busy=true]")).to_have_count(0)


def field(page: Page, name: str):
    """The control of a field, by its name in the API."""
    ready(page)
    return page.locator(f'[data-field="{name}"]').locator("input, select, textarea").first


def mistake(page: Page, name: str):
    """What stands under a field that was refused."""
    return page.locator(f'[data-field="{name}"] .field-error')


def person(api, role: str, **fields) -> dict:
    """Somebody of that role who signs in with a password."""
    body = {"name": unique(role.title()), "role": role, "email": f"{uuid.uuid4().hex[:10]}@corner.example", "password": "flour water salt time", **fields}
    return api.post("/staff", body, expect=201).body | {"password": body["password"]}
