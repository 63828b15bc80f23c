"""What comes in for staff, and how a page shows it."""

from playwright.sync_api import expect

from support.goods import custom_line, draft


def online_order(api, total: int = 5420, **fields) -> dict:
    """What the online store places for a customer who pays when they collect."""
    order = draft(api, custom_line("Olive tree", total, rate=None), **{"channel": "online_store", **fields})
    return api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200).body


class Notices:
    """The strip and the bell of one page, register or back office."""

    def __init__(self, page):
        self.page = page
        expect(page.get_by_role("button", name="Notices")).to_be_visible()

    @property
    def strip(self):
        return self.page.get_by_role("region", name="New for staff")

    def row(self, order: dict):
        return self.strip.get_by_role("listitem").filter(has_text=order["number"])

    def shows(self, count: int) -> None:
        """So many notices are listed."""
        expect(self.strip.get_by_role("listitem")).to_have_count(count)

    def press(self, name: str) -> None:
        self.strip.get_by_role("button", name=name, exact=True).click()

    def sounds(self, state: str) -> None:
        """What the bell does, as the page notes it."""
        expect(self.page.locator("html")).to_have_attribute("data-ringer", state)

    def has_rung(self) -> bool:
        return int(self.page.evaluate("document.documentElement.dataset.rings")) > 0
