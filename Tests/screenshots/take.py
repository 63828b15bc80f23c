"""script/screenshots: the pictures of the README, taken from a running demo shop as a person sees it."""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright  # noqa: E402

from support.client import Client  # noqa: E402
from support.pages import RegisterPage  # noqa: E402
from support.server import ROOT, Server  # noqa: E402

HELD = [
    ("red coat", None, 3), ("back after school run", "Nora Lind", 5), (None, "Jonas Falk", 2), ("pays at noon", None, 4), (None, "Amelia Hart", 1),
]


def hold_some(api: Client, server: Server) -> None:
    """Held orders such as a busy morning leaves behind."""
    variants = [row for row in api.get("/variants", params={"limit": 60}, expect=200)["data"] if row["unit"] == "piece" and row["price"]]
    for number, (label, name, count) in enumerate(HELD):
        customer = api.post("/customers", {"name": name}, expect=201)["id"] if name else None
        lines = [{"variant_id": row["id"], "quantity": 1 + at % 2} for at, row in enumerate(variants[number * 3:][:count])]
        register = server.register_ids[number % len(server.register_ids)]
        order = api.post("/orders", {
            "channel": "register", "location_id": server.sign_in["location_id"], "register_id": register, "customer_id": customer, "lines": lines}, expect=201)
        api.post(f"/orders/{order['id']}/hold", {"register_id": register, "label": label}, expect=200)


def fill_cart(page) -> None:
    """A few taps on the grid."""
    tiles = page.locator(".tiles .tile")
    tiles.first.wait_for()
    for index in (0, 1, 3, 1):
        if index < tiles.count():
            tiles.nth(index).click()
            if page.get_by_role("dialog").count():
                page.get_by_role("dialog").get_by_role("button").nth(1).click()
    page.locator("[class*=cart]").first.wait_for()


def take(folder: Path, target: Path) -> None:
    server = Server.with_demo_shop(folder / "shop")
    try:
        hold_some(Client(server.url, server.sign_in["token"]), server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
            till = RegisterPage.open(context, server)
            fill_cart(till.page)
            till.page.screenshot(path=target / "register.png")
            till.page.keyboard.press("F7")
            till.page.get_by_role("dialog", name="Held orders").wait_for()
            till.page.locator(".drawer-rows").get_by_text("red coat").wait_for()
            till.page.screenshot(path=target / "held-orders.png")
            browser.close()
    finally:
        server.stop()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="counterfoil-pictures-") as folder:
        take(Path(folder), target)
    print(f"Pictures in {target}")


if __name__ == "__main__":
    main()
