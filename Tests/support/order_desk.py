"""The order page as tests use it: opened by whoever signed in, read and filled by what a person sees."""

import re
import uuid

from playwright.sync_api import Page, expect

from support.client import Client
from support.pages import sign_in_as_owner


NOTHING_KEPT = "id => !Object.keys(localStorage).some((key) => key.startsWith('counterfoil-edits-') && key.endsWith(id))"


class OrderDesk:
    """One order open in one browser."""

    def __init__(self, page: Page, api: Client, order: dict):
        self.page = page
        self.api = api
        self.id = order["id"]

    def open(self) -> "OrderDesk":
        self.page.goto(f"/admin/orders/{self.id}")
        expect(self.page.locator("#summary-total")).to_be_attached()
        return self

    def order(self) -> dict:
        return self.api.get(f"/orders/{self.id}", expect=200).body

    @property
    def total(self):
        return self.page.locator("#summary-total")

    def field(self, label: str):
        return self.page.get_by_label(label, exact=True)

    def shows_total(self, total: int) -> None:
        expect(self.total).to_have_text(f"€{total / 100:,.2f}")

    def saved(self) -> None:
        """Everything typed has reached the server."""
        self.page.wait_for_function(NOTHING_KEPT, arg=self.id)
        expect(self.page.locator(".saving")).to_contain_text("Saved")

    def type(self, label: str, text: str) -> None:
        self.field(label).fill(text)
        self.field(label).blur()

    def line(self, title: str):
        return self.page.locator(".line").filter(has_text=title)

    def line_menu(self, title: str, entry: str) -> None:
        self.page.get_by_role("button", name=f"What can be done with {title}").click()
        self.page.get_by_role("menuitem", name=entry).click()

    def dialog(self, name: str):
        return self.page.get_by_role("dialog", name=name)

    def more(self, entry: str) -> None:
        self.page.get_by_role("button", name="More", exact=True).click()
        self.page.get_by_role("menuitem", name=entry).click()

    def section(self, name: str):
        return self.page.get_by_role("region", name=name, exact=True)


def fresh(word: str) -> str:
    return f"{word} {uuid.uuid4().hex[:6]}"


def desk_for(context, server, api: Client, order: dict, person: dict | None = None) -> OrderDesk:
    """A browser of its own at that order, signed in as the owner or as `person`."""
    page = context.new_page()
    sign_in_as_owner(page, person or server.sign_in["owner"])
    return OrderDesk(page, api, order).open()


def clerk(api: Client, role: str = "manager") -> dict:
    """A new member of staff who can sign in with a password."""
    mail = f"{uuid.uuid4().hex[:8]}@desk.example"
    made = api.post("/staff", {"name": fresh("Tomasz"), "role": role, "email": mail, "password": "a long pass phrase 42"}, expect=201)
    return {"email": mail, "password": "a long pass phrase 42", "name": made["name"], "id": made["id"]}


def money(text: str | None) -> int:
    """Minor units of "€214.38"."""
    return int(re.sub(r"[^\d]", "", text or "0"))
