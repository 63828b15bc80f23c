"""script/screenshots: the pictures of the README, taken from a running demo shop as a person sees it."""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright  # noqa: E402

from support.client import Client  # noqa: E402
from support.goods import custom_line, draft, placed  # noqa: E402
from support.office import OfficeOrders  # noqa: E402
from support.pages import RegisterPage  # noqa: E402
from support.server import ROOT, Server  # noqa: E402

CART = ("Enamel tray", "Lavender", "Lavender", "Heather honey", "Hydrangea", "Citronella")


def fill_cart(page) -> None:
    """What somebody carries to the counter, found by typing; a product without a choice of variants goes straight into the cart."""
    box = page.locator("#product-search")
    page.locator(".tiles .tile").first.wait_for()
    for name in CART:
        box.fill(name)
        page.locator(".tiles .tile").filter(has_text=name).first.wait_for()
        box.press("Enter")


def a_busy_morning(server) -> None:
    """Orders of every kind: on the phone, online, sent, sold at the counter."""
    api = Client(server.url, server.sign_in["token"])
    names = ["Krzysztof Lewandowski", "ปิยะดา ศรีสมบูรณ์", "Zofia Kamińska", "ليلى الحداد", "Sanne de Vries", "Stowarzyszenie Ogrodów Działkowych"]
    people = [api.post("/customers", {"name": name, "email": f"customer{number}@example.com"}, expect=201)["id"] for number, name in enumerate(names)]
    lines = [custom_line("Terracotta pot 30 cm", 1665, 4), custom_line("Olive tree 120 cm", 4900, 2)]
    for number, channel in enumerate(["online_store", "phone", "line", "instagram", "back_office", "phone"]):
        order = draft(api, *lines[: 1 + number % 2], channel=channel, customer_id=people[number])
        if number % 3 == 1:
            api.post(f"/orders/{order['id']}/send_invoice", {"via": "email"}, expect=200)
    for customer in people[:2]:
        placed(api, lines[0], customer_id=customer)


def picture(page, path: Path) -> None:
    """The page at rest: no pointer over anything, drawers all the way open."""
    page.mouse.move(5, 5)
    page.screenshot(path=path, animations="disabled")


def take(folder: Path, target: Path) -> None:
    server = Server.with_demo_shop(folder / "shop")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
            till = RegisterPage.open(context, server)
            fill_cart(till.page)
            picture(till.page, target / "register.png")
            till.page.keyboard.press("F7")
            till.page.get_by_role("dialog", name="Held orders").wait_for()
            till.page.locator(".drawer-rows").get_by_role("button", name="Retrieve").first.wait_for()
            picture(till.page, target / "held-orders.png")
            a_busy_morning(server)
            desk = OfficeOrders.open(browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB"), server)
            picture(desk.page, target / "office-orders.png")
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
