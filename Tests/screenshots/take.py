"""script/screenshots: the pictures of the README, taken from a running demo shop as a person sees it."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright  # noqa: E402

from support.browser_fixtures import chromium  # noqa: E402
from support.client import Client  # noqa: E402
from support.goods import custom_line, draft, placed, variant  # noqa: E402
from support.office import OfficeOrders  # noqa: E402
from support.order_desk import OrderDesk  # noqa: E402
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
    known = [product["variants"][0] for product in api.all("/products") if product["variants"][0]["cost"] and product["category"] == "Pots & planters"]
    for customer, thing in zip(people[:2], known):
        placed(api, {"variant_id": thing["id"], "quantity": 2}, customer_id=customer)


def online_orders(server) -> None:
    """What came in online over the morning, as far as somebody has got with it; the last one waits to be shipped."""
    api = Client(server.url, server.sign_in["token"])
    location = server.sign_in["location_id"]
    known = {each["name"] for each in api.all("/couriers")}
    for name in {"DPD", "InPost"} - known:
        api.post("/couriers", {"name": name, "tracking_url": "https://track.example/{tracking_number}"}, expect=201)
    goods = [variant(api, location, 40, price, title=title) for title, price in (
        ("Hose set 15 m with nozzle", 3490), ("String lights 10 m, warm white", 2250), ("Citronella candle", 690))]
    for thing, cost in zip(goods, (1730, 980, 265)):
        api.patch(f"/variants/{thing['id']}", {"cost": cost}, expect=200)
    steps = (("Hotel Pod Dębem", [{"status": "shipped", "courier": "InPost", "tracking_number": "622301014455"}, {"status": "delivered"}]),
             ("مريم الحدّاد", [{"status": "shipped", "courier": "DPD", "tracking_number": "15970044819025"}]), ("Maeve O’Sullivan", [{"status": "ready_for_pickup"}]),
             ("Łukasz Brzęczyszczykiewicz", [{"status": "preparing"}]), ("Zofia Śliwińska", []), ("สมชาย วัฒนกุล", []))
    for number, (name, calls) in enumerate(steps):
        customer = api.post("/customers", {"name": name, "email": f"buyer{number}@example.com", "phone": "+66815550134"}, expect=201)["id"]
        order = draft(
            api, *[{"variant_id": each["id"], "quantity": quantity} for each, quantity in zip(goods[number % 2 :], (1, 1, 2))], channel="online_store",
            customer_id=customer, prices_include_tax=True, shipping_line={"title": "DPD parcel, 1–2 days", "price": 670},
            shipping_address={"name": name, "line1": "Kilmacud Road Upper 48", "city": "Dublin", "postal_code": "D14", "country": "IE"})
        api.post(f"/orders/{order['id']}/payments", {"method": "card_terminal"}, key=True, expect=200)
        for call in calls:
            api.post(f"/orders/{order['id']}/fulfillment", {**call, "notify": False}, expect=200)


def ship_it(page, target: Path) -> None:
    """An online order at the till, about to be shipped."""
    page.get_by_role("button", name="Acknowledge all").click()
    page.get_by_role("button", name="Transactions", exact=True).click()
    page.get_by_role("tab", name="Online").click()
    page.locator(".transaction", has_text="สมชาย").click()
    page.locator(".detail-history li").first.wait_for()
    page.get_by_role("button", name="Change status").click()
    page.get_by_label("Tracking number").fill("15970044821360")
    page.get_by_text("is on its way with").wait_for()
    page.get_by_text("2 new online orders").first.wait_for(state="attached")
    picture(page, target / "register-transactions.png")


def a_phone_order(server) -> dict:
    """An order for somebody on the phone: the club's price, a promotion on a line, a discount, a credit, shipping by hand."""
    api = Client(server.url, server.sign_in["token"])
    location = server.sign_in["location_id"]
    goods = [variant(api, location, stock, price, title=title) for title, price, stock in (
        ("Terracotta pot 30 cm", 1850, 23), ("Olive tree 120 cm", 4900, 1), ("Potting soil, peat-free, loose", 129, 340))]
    api.post("/price_rules", {"title": "Garden club", "groups": ["Garden club"], "prices": [{"variant_id": goods[0]["id"], "value_type": "percentage", "value": "10"}]}, expect=201)
    spring = api.post("/promotions", {"title": "Spring trees", "trigger": "staff", "scope": "line", "value_type": "percentage", "value": "15"}, expect=201)
    address = {"name": "Agnieszka Wójcik", "line1": "Prinsesselaan 12 bis", "postal_code": "3581 TD", "city": "Utrecht", "country": "NL"}
    customer = api.post("/customers", {
        "name": "Agnieszka Wójcik", "company": "Wójcik Ogrody B.V.", "email": "agnieszka@wojcik.example", "phone": "+31612340018", "groups": ["Garden club"],
    }, expect=201)
    return draft(
        api, {"variant_id": goods[0]["id"], "quantity": 4}, {"variant_id": goods[1]["id"], "quantity": 2, "promotions": [{"id": spring["id"]}]},
        {"variant_id": goods[2]["id"], "quantity": 12}, custom_line("Planting and care visit", 3800, 1.5, rate="21", unit="h", billing_cycle={"interval": "month", "count": 3}),
        channel="phone", location_id=location, customer_id=customer["id"], shipping_address=address, prices_include_tax=True,
        billing_address={"company": "Wójcik Ogrody B.V.", "line1": "Vleutenseweg 84", "postal_code": "3532 HN", "city": "Utrecht", "country": "NL"},
        adjustments=[{"kind": "discount", "value_type": "percentage", "value": "5", "title": "Regular customer"},
                     {"kind": "credit", "value_type": "fixed", "value": 1000, "title": "empty trays returned"}],
        shipping_line={"title": "Two-person delivery", "price": 1250, "tax_rates": [{"title": "VAT", "rate": "21"}]},
    )


def the_order_desk(page, server, target: Path) -> None:
    """The order as it is written, its total explained, and its invoice before it is sent."""
    desk = OrderDesk(page, Client(server.url, server.sign_in["token"]), a_phone_order(server)).open()
    desk.page.get_by_text("What is missing").wait_for()
    desk.page.locator(".chip-warn").first.wait_for()
    picture(desk.page, target / "office-order.png")
    desk.page.keyboard.press("e")
    desk.dialog("Explain this total").get_by_text("Checked.").wait_for()
    picture(desk.page, target / "office-explain.png")
    desk.page.goto(f"/admin/orders/{desk.id}/send")
    desk.page.frame_locator("iframe.paper-sheet").get_by_text("Olive tree").first.wait_for()
    picture(desk.page, target / "office-invoice.png")


def the_shop_and_its_books(browser, desk, server, target: Path) -> None:
    """What a customer sees on a phone, and what the owner reads on Monday."""
    phone = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844}, device_scale_factor=2, locale="en-GB").new_page()
    phone.goto("/shop")
    phone.get_by_role("button", name="Add Lavender").click()
    phone.get_by_role("link", name="Cart, 1 item").last.wait_for()
    picture(phone, target / "shop.png")
    desk.goto("/admin/reports")
    desk.get_by_role("heading", name="Net sales by day").wait_for()
    picture(desk, target / "office-report.png")


def the_inbox(desk, target: Path) -> None:
    """A conversation of the demo shop with the order that is written beside it."""
    desk.goto("/admin/inbox")
    desk.get_by_role("link", name="พิมพ์ชนก").first.click()
    desk.get_by_role("button", name="Save and send invoice").wait_for()
    picture(desk, target / "office-inbox.png")


def picture(page, path: Path) -> None:
    """The page at rest: no pointer over anything, drawers all the way open."""
    page.mouse.move(5, 5)
    page.screenshot(path=path, animations="disabled")


def take(folder: Path, target: Path) -> None:
    # A mail server that is never reached: what would be written is shown, nothing is sent.
    server = Server.with_demo_shop(folder / "shop", environment={
        "COUNTERFOIL_SMTP_URL": "smtp://shop:shop@127.0.0.1:9?starttls=required", "COUNTERFOIL_MAIL_FROM": "hello@garden.example"})
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
            till = RegisterPage.open(context, server)
            till.page.get_by_role("button", name="Not now").click()
            fill_cart(till.page)
            picture(till.page, target / "register.png")
            till.page.keyboard.press("F7")
            till.page.get_by_role("dialog", name="Held orders").wait_for()
            till.page.locator(".drawer-rows").get_by_role("button", name="Retrieve").first.wait_for()
            picture(till.page, target / "held-orders.png")
            till.page.keyboard.press("Escape")
            online_orders(server)
            ship_it(till.page, target)
            a_busy_morning(server)
            desk = OfficeOrders.open(browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB"), server)
            picture(desk.page, target / "office-orders.png")
            the_shop_and_its_books(browser, desk.page, server, target)
            the_inbox(desk.page, target)
            the_order_desk(desk.page, server, target)
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
