"""What a cashier does at the till, in the words of the page: tests read as the story they tell."""

import asyncio
import re
import time
import uuid

from playwright.sync_api import Page, expect

ALL_SENT = """() => new Promise((done, fail) => {
  const late = setTimeout(() => fail(new Error('operations are still waiting to be sent')), 20000);
  const open = indexedDB.open('counterfoil-register');
  const look = () => {
    const count = open.result.transaction('operations').objectStore('operations').count();
    count.onsuccess = () => {
      if (count.result > 0) return setTimeout(look, 25);
      clearTimeout(late);
      open.result.close();
      done(true);
    };
  };
  open.onsuccess = look;
})"""


def fresh(word: str) -> str:
    """A name nobody else uses in this shop."""
    return f"{word} {uuid.uuid4().hex[:6]}"


def make_product(api, location: str, title: str, price: int = 1490, stock: int | None = 100, **variant) -> dict:
    """An untaxed product of one variant, on the shelf unless `stock` is None."""
    made = api.post("/products", {"title": title, "variants": [{"price": price, "taxable": False, "track_stock": stock is not None, **variant}]}, expect=201).body
    if stock is not None:
        body = {"variant_id": made["variants"][0]["id"], "location_id": location, "set": stock, "reason": "Counted"}
        api.post("/inventory_levels/adjust", body, expect=200)
    return made


class Till:
    """A register page with a cashier in front of it."""

    def __init__(self, register_page):
        self.page: Page = register_page.page
        self.register = register_page.register
        expect(self.page.get_by_role("button", name="Counter", exact=True)).to_be_visible()
        expect(self.page.locator(".tiles-waiting")).to_have_count(0)

    @property
    def cart(self):
        return self.page.get_by_role("complementary", name="Cart")

    @property
    def drawer(self):
        return self.page.get_by_role("dialog", name="Held orders")

    def dialog(self, name: str | re.Pattern):
        return self.page.get_by_role("dialog", name=name)

    def press(self, name: str | re.Pattern, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).last.click()

    def search(self, text: str) -> None:
        self.page.get_by_role("searchbox", name="Scan or search").fill(text)

    def add(self, title: str, times: int = 1) -> None:
        """Finds a product by its name and taps its tile."""
        self.search(title)
        for _ in range(times):
            self.page.locator(".tile", has_text=title).first.click()
        self.search("")
        expect(self.line(title)).to_be_visible()

    def scan(self, code: str) -> None:
        """As a scanner types: a key each two milliseconds by its own clock, however busy this machine is, with Enter at the end.

        A scanner waits for nobody between two keys, so all of them are on their way before the first is answered; Playwright's own
        calls wait for each.
        """
        keyboard = self.page.context.new_cdp_session(self.page)
        began = time.time()
        strokes = []
        for number, key in enumerate([*code, "Enter"]):
            stroke = {"key": key, "text": "\r" if key == "Enter" else key, "timestamp": began + number * 0.002}
            strokes.append({"type": "keyDown", **stroke})
            strokes.append({"type": "keyUp", "key": key, "timestamp": stroke["timestamp"] + 0.001})

        async def press() -> None:
            await asyncio.gather(*(keyboard._impl_obj.send("Input.dispatchKeyEvent", timeout=None, params=stroke) for stroke in strokes))

        keyboard._sync(press())
        keyboard.detach()

    def line(self, title: str):
        return self.cart.get_by_role("listitem").filter(has_text=title)

    def open_line(self, title: str) -> None:
        main = self.line(title).get_by_role("button").first
        if main.get_attribute("aria-expanded") != "true":
            main.click()

    def expect_total(self, text: str) -> None:
        expect(self.page.locator(".cart-amount")).to_have_text(text)

    def more(self, entry: str) -> None:
        self.page.get_by_role("button", name="More options").click()
        self.page.get_by_role("menuitem", name=re.compile(f"^{re.escape(entry)}")).click()

    def hold(self) -> None:
        self.cart.get_by_role("button", name="Hold", exact=True).click()
        expect(self.page.get_by_text("Ready for the next customer")).to_be_visible()

    def label(self, text: str) -> None:
        """Names what was just held, from the toast."""
        self.press("Add label")
        self.page.get_by_label("Label", exact=True).fill(text)
        self.press("Save")

    def open_held(self) -> None:
        self.page.keyboard.press("F7")
        expect(self.drawer).to_be_visible()

    def row(self, text: str):
        return self.drawer.get_by_role("listitem").filter(has_text=text)

    def retrieve(self, text: str) -> None:
        self.row(text).get_by_role("button", name=re.compile("^Retrieve|^Take over")).click()

    def synced(self) -> None:
        """Everything this till did is with the server."""
        self.page.evaluate(ALL_SENT)

    def pay_cash(self, given: str | None = None) -> None:
        self.cart.get_by_role("button", name="Pay", exact=True).click()
        self.page.get_by_role("radio", name=re.compile("^No receipt")).check()
        if given:
            self.page.get_by_label("Cash given").fill(given)
        self.press(re.compile("^Complete sale"))
        expect(self.page.get_by_role("region", name="Sale complete")).to_be_visible()
