"""The pages on which a shop is set up: each walked as its owner, at three widths, light and dark, by pointer and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.mail_server import MailServer
from support.office_forms import field, mistake, person, ready, save, saved, unique
from support.pages import sign_in_as_owner
from support.receiver import Receiver

PAGES = {
    "/admin/settings": "Settings", "/admin/settings/messages": "E-mail and SMS", "/admin/settings/channels": "Channels", "/admin/shipping": "Shipping",
    "/admin/shipping/new": "New zone", "/admin/shipping/couriers": "Couriers", "/admin/shipping/couriers/new": "New courier",
    "/admin/taxes": "Taxes", "/admin/taxes/new": "New tax class", "/admin/templates": "Templates", "/admin/templates/note/new": "New note",
    "/admin/templates/terms/new": "New order terms", "/admin/templates/payment/new": "New payment terms", "/admin/staff": "Staff and roles",
    "/admin/staff/new": "New member of staff", "/admin/staff/roles": "What each role may do", "/admin/locations": "Locations",
    "/admin/locations/new": "New location", "/admin/registers": "Registers and devices", "/admin/registers/new": "New register",
    "/admin/registers/devices": "Devices", "/admin/tokens": "API tokens", "/admin/tokens/new": "New token", "/admin/webhooks": "Webhooks",
    "/admin/webhooks/new": "New webhook", "/admin/messages": "Messages",
}
RICH = ("/admin/settings", "/admin/staff/roles")


@pytest.fixture
def office(page, server) -> Page:
    """The back office with the demo owner signed in."""
    sign_in_as_owner(page, server.sign_in["owner"])
    return page


# Every page

def test_every_page_is_whole_and_fit_for_everybody(office, server, api, axe_clean):
    zone = api.post("/shipping_zones", {"name": unique("Poland"), "areas": [{"country": "PL", "regions": ["Mazowieckie"]}]}, expect=201)
    rate = api.post("/shipping_rates", {"zone_id": zone["id"], "title": "Kurier", "basis": "weight", "bands": [{"up_to": 500, "price": 900}]}, expect=201)
    made = {
        f"/admin/shipping/{zone['id']}": zone["name"], f"/admin/shipping/{zone['id']}/rates/{rate['id']}": "Kurier",
        f"/admin/taxes/{api.get('/tax_classes')['data'][0]['id']}": None, f"/admin/staff/{api.get('/staff')['data'][0]['id']}": None,
        f"/admin/locations/{server.sign_in['location_id']}": None, f"/admin/registers/{api.get('/registers')['data'][0]['id']}": None,
        f"/admin/tokens/{api.get('/tokens')['data'][0]['id']}": None,
    }
    looks = [(width, scheme) for scheme in ("light", "dark") for width in (1440, 820, 390)]
    for number, (path, title) in enumerate((PAGES | made).items()):
        assert office.goto(path).status == 200, path
        heading = office.get_by_role("heading", level=1)
        expect(heading).to_be_visible()
        if title:
            expect(heading).to_have_text(title)
        expect(office.locator(".office-nav [aria-current=page]")).to_have_count(1)
        told = office.inner_text("main")
        assert not re.search(r"\b(shipping|taxes|templates|people|places|tills|tokens|webhooks|messages|doors|settings|roles)\.[a-z_]+", told), path
        # Each page in one of its looks, so that the pages together are seen in all of them; the richest ones in every look.
        for width, scheme in looks if path in RICH else [looks[number % len(looks)]]:
            office.set_viewport_size({"width": width, "height": 900})
            office.emulate_media(color_scheme=scheme)
            over = office.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{path} is {over} pixels too wide at {width}"
            axe_clean(office)
    api.delete(f"/shipping_zones/{zone['id']}", expect=204)


def test_the_left_column_leads_to_every_page(office):
    office.goto("/admin/settings")
    links = office.locator(".office-pages a")
    paths = [links.nth(index).get_attribute("href") for index in range(links.count())]
    assert {"/admin/shipping", "/admin/taxes", "/admin/templates", "/admin/staff", "/admin/locations", "/admin/registers", "/admin/tokens",
            "/admin/webhooks", "/admin/messages", "/admin/settings/messages"} <= set(paths)


# Shipping

def test_a_zone_and_its_rates_are_made_by_hand(office, api):
    name = unique("Germany")
    office.goto("/admin/shipping")
    office.get_by_role("link", name="New zone").first.click()
    field(office, "name").fill(name)
    office.get_by_role("button", name="Add a country").click()
    field(office, "country").fill("de")
    office.locator('[data-field="postal_code_prefixes"] input').fill("10")
    office.keyboard.press("Enter")
    save(office)
    country = office.locator('[data-field="country"]')
    expect(country.locator(".field-error")).to_contain_text("two capital letters")
    expect(country.locator("input")).to_be_focused()
    country.locator("input").fill("DE")
    save(office)
    expect(office.get_by_role("heading", level=1, name=name)).to_be_visible()
    ready(office)
    office.get_by_role("link", name="Add by weight").click()
    field(office, "title").fill("Paket")
    for bound, price in (("1000", "4,95"), ("", "9.95")):
        office.get_by_role("button", name="Add a price").click()
        row = office.locator('[data-rows="bands"] [data-row]').last
        row.locator('[data-field="up_to"] input').fill(bound)
        row.locator('[data-field="price"] input').fill(price)
    save(office)
    expect(office.locator("main")).to_contain_text("€4.95 – €9.95")
    found = api.post("/shipping_rates/find", {"address": {"country": "DE", "postal_code": "10115"}, "package": {"weight_g": 1001}}, expect=200)
    assert [(one["title"], one["price"]) for one in found["data"]] == [("Paket", 995)]
    office.get_by_role("button", name="Delete zone").click()
    office.get_by_role("dialog").get_by_role("button", name="Delete zone").click()
    office.wait_for_url("**/admin/shipping")
    expect(office.locator("main")).not_to_contain_text(name)


def test_a_rate_is_changed_and_keeps_what_was_not_touched(office, api):
    zone = api.post("/shipping_zones", {"name": unique("Italy"), "areas": [{"country": "IT"}]}, expect=201)
    rate = api.post("/shipping_rates", {"zone_id": zone["id"], "title": "Pacco", "bands": [{"price": 900}], "max_weight_g": 3000,
                                        "tax_rates": [{"title": "IVA", "rate": "22"}]}, expect=201)
    office.goto(f"/admin/shipping/{zone['id']}/rates/{rate['id']}")
    office.locator('[data-rows="bands"] [data-field="price"] input').fill("7.50")
    office.keyboard.press("Control+s")
    expect(office.locator("#toasts")).to_contain_text("Saved")
    now = api.get(f"/shipping_rates/{rate['id']}", expect=200).body
    assert now == rate.body | {"bands": [{"up_to": None, "price": 750}]}
    field(office, "max_weight_g").fill("")
    saved(office)
    assert api.get(f"/shipping_rates/{rate['id']}", expect=200)["max_weight_g"] is None
    api.delete(f"/shipping_zones/{zone['id']}", expect=204)


def test_a_courier_with_a_script_for_an_address_is_refused(office, api):
    name = unique("Post")
    office.goto("/admin/shipping/couriers/new")
    field(office, "name").fill(name)
    field(office, "tracking_url").fill("javascript:alert(1)//{tracking_number}")
    save(office)
    expect(mistake(office, "tracking_url")).to_contain_text("begins with https://")
    field(office, "tracking_url").fill("https://post.example/{tracking_number}")
    save(office)
    expect(office.get_by_role("link", name=name)).to_be_visible()


def test_a_courier_is_written_down_by_keyboard_alone(office, api):
    name = unique("Rider")
    office.goto("/admin/shipping/couriers")
    link = office.get_by_role("link", name="New courier").first
    for _ in range(40):
        if link.evaluate("link => link === document.activeElement"):
            break
        office.keyboard.press("Tab")
    office.keyboard.press("Enter")
    office.wait_for_url("**/couriers/new")
    for _ in range(40):
        if field(office, "name").evaluate("input => input === document.activeElement"):
            break
        office.keyboard.press("Tab")
    office.keyboard.type(name)
    office.keyboard.press("Tab")
    office.keyboard.type("https://rider.example/{tracking_number}")
    office.keyboard.press("Tab")
    expect(office.get_by_role("button", name="Create")).to_be_focused()
    office.keyboard.press("Enter")
    office.wait_for_url("**/couriers")
    made = api.get("/couriers", params={"q": name.split()[1]}, expect=200)["data"][0]
    assert (made["name"], made["tracking_url"]) == (name, "https://rider.example/{tracking_number}")


def test_who_looks_after_one_location_reads_why_shipping_is_closed(page, api, server):
    zone = api.post("/shipping_zones", {"name": unique("Spain"), "areas": [{"country": "ES"}]}, expect=201)
    bound = person(api, "manager", location_id=server.sign_in["location_id"])
    sign_in_as_owner(page, bound)
    page.goto(f"/admin/shipping/{zone['id']}")
    expect(page.locator("main")).to_contain_text("You look after one location")
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    assert page.goto("/admin/shipping/new").status == 403
    api.delete(f"/shipping_zones/{zone['id']}", expect=204)


# Taxes and templates

def test_a_tax_class_bears_what_its_place_says(office, server, api):
    name = unique("Books")
    office.goto("/admin/taxes/new")
    field(office, "name").fill(name)
    save(office)
    expect(office.get_by_role("heading", level=1, name=name)).to_be_visible()
    ready(office)
    for rate, place in (("9", ""), ("5,5", server.sign_in["location_id"])):
        office.get_by_role("button", name="Add a rate").click()
        row = office.locator('[data-rows="rates"] [data-row]').last
        row.locator('[data-field="title"] input').fill("VAT")
        row.locator('[data-field="rate"] input').fill(rate)
        row.locator('[data-field="location_id"] select').select_option(place)
    saved(office)
    identity = office.url.rsplit("/", 1)[1]
    rates = api.all("/tax_rates", tax_class_id=identity)
    assert {(one["rate"], one["location_id"]) for one in rates} == {("9", None), ("5.5", server.sign_in["location_id"])}
    office.locator('[data-rows="rates"] [data-row-drop]').first.click()
    saved(office)
    assert len(api.all("/tax_rates", tax_class_id=identity)) == 1
    office.goto("/admin/taxes")
    expect(office.get_by_role("row", name=re.compile(name))).to_contain_text("VAT")


def test_templates_of_three_kinds_stand_in_one_list(office, api):
    title = unique("Thanks")
    office.goto("/admin/templates")
    office.get_by_role("link", name="New note").first.click()
    field(office, "title").fill(title)
    field(office, "body").fill("Thank you <b>very</b> much.\nSee you soon.")
    save(office)
    row = office.get_by_role("row", name=re.compile(title))
    expect(row).to_contain_text("Thank you <b>very</b> much.")
    expect(row).to_contain_text("Customer note")
    terms = api.post("/payment_terms", {"title": unique("Net 30"), "type": "net", "days": 30}, expect=201)
    office.goto(f"/admin/templates/payment/{terms['id']}")
    field(office, "days").fill("14")
    office.locator('[data-field="deposit"] select').select_option("percentage")
    office.locator('[data-field="deposit"][data-entry="value"] input').fill("20")
    saved(office)
    now = api.get(f"/payment_terms/{terms['id']}", expect=200)
    assert (now["type"], now["days"], now["deposit"]) == ("net", 14, {"value_type": "percentage", "value": "20"})
    office.locator('[data-field="type"] select').select_option("fixed_date")
    saved_or_asked(office)
    expect(mistake(office, "days")).to_be_visible()


def saved_or_asked(page: Page) -> None:
    save(page)
    expect(page.locator(".field-error:visible").first).to_be_visible()


# Settings

def test_settings_say_what_the_api_says(fresh_server, owner, new_device):
    server = fresh_server()
    api = owner(server)
    page = new_device(base_url=server.url).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/settings")
    before = api.get("/settings", expect=200).body
    field(page, "legal_name").fill("Dębowa Ogród Sp. z o.o.")
    field(page, "hold_cap").fill("25")
    field(page, "cash_step").fill("0,05")
    field(page, "order_number_prefix").fill("DG-")
    field(page, "business_day_cut_off").fill("04:00")
    page.get_by_label("every register of the shop").check()
    page.get_by_label("to the even cent").check()
    saved(page)
    after = api.get("/settings", expect=200).body
    changed = {"legal_name": "Dębowa Ogród Sp. z o.o.", "hold_cap": 25, "cash_step": 5, "order_number_prefix": "DG-",
               "business_day_cut_off": "04:00", "held_orders_visibility": "shop", "rounding": "half_even", "version": after["version"]}
    assert after == before | changed
    for name in ("hold_cap", "order_number_prefix", "legal_name"):
        field(page, name).fill("")
    saved(page)
    emptied = api.get("/settings", expect=200)
    assert (emptied["hold_cap"], emptied["order_number_prefix"], emptied["legal_name"]) == (None, "", None)
    field(page, "time_zone").fill("Nowhere")
    save(page)
    expect(mistake(page, "time_zone")).to_be_visible()


# Webhooks and messages

def test_a_webhook_shows_its_secret_once_and_what_it_told(fresh_server, owner, new_device):
    receiver = Receiver()
    server = fresh_server(environment={"COUNTERFOIL_OUTBOUND_ALLOW": "127.0.0.1"})
    page = new_device(base_url=server.url).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/webhooks/new")
    field(page, "url").fill("http://10.0.0.1/")
    save(page)
    expect(mistake(page, "url")).to_be_visible()
    field(page, "url").fill(receiver.url)
    save(page)
    secret = page.locator("[data-secret]").inner_text()
    made = owner(server).post("/orders", {"note": "told"}, expect=201)
    receiver.wait_until(lambda heard: [one for one in heard if one.event["object"]["id"] == made["id"]])
    assert receiver.heard[0].is_signed_with(secret)
    page.goto("/admin/webhooks")
    assert secret not in page.content()
    address = page.get_by_role("link", name=receiver.url).get_attribute("href")
    row = page.get_by_role("row", name=re.compile("order.created"))
    for _ in range(20):
        page.goto(address)
        if row.filter(has_text="Delivered").count():
            break
    heard = len(receiver.heard)
    with page.expect_response(lambda answer: answer.url.endswith("/replay") and answer.ok):
        row.first.get_by_role("button", name="Send again").click()
    expect(page.locator("#toasts")).to_contain_text("sent again")
    receiver.wait_until(lambda now: len(now) > heard)
    receiver.stop()


def test_a_message_waits_until_a_mail_server_is_set_up(office, api):
    office.goto("/admin/messages")
    expect(office.locator("main")).to_contain_text("No mail server is set up")
    office.goto("/admin/settings/messages")
    expect(office.locator("main")).to_contain_text("then a test message can be sent")
    field(office, "smtp_url").fill("http://mail.example")
    save(office)
    expect(mistake(office, "smtp_url")).to_contain_text("smtp://")
    message = api.post("/settings/test_message", {"channel": "email", "to": "me@shop.example"}, expect=201)
    office.goto(f"/admin/messages/{message['id']}")
    expect(office.locator("main")).to_contain_text("no mail server is set up")
    office.get_by_role("button", name="Take back").click()
    expect(office.locator(".page-head")).to_contain_text("Taken back")
    office.get_by_role("button", name="Send again").click()
    expect(office.locator(".page-head")).to_contain_text("Waits")
    api.post(f"/messages/{message['id']}/cancel", expect=200)


def test_a_test_message_is_watched_until_it_arrives(fresh_server, new_device, tmp_path):
    mail = MailServer(tmp_path)
    server = fresh_server(environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "shop@bakery.example", "SSL_CERT_FILE": str(mail.certificate)})
    page = new_device(base_url=server.url).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/settings/messages")
    expect(page.locator("main")).to_contain_text("Named by the server's environment")
    assert "s3cretly" not in page.content()
    page.get_by_role("button", name="Send a test message").click()
    expect(mistake(page, "to")).to_be_visible()
    page.get_by_label("To").fill("me@home.example")
    page.get_by_role("button", name="Send a test message").click()
    expect(page.locator("[data-test-answer]")).to_contain_text("Sent", timeout=15_000)
    assert "messages arrive" in mail.to("me@home.example").part("text/plain")
    page.get_by_role("link", name="See the message").click()
    expect(page.locator(".page-head .chip")).to_have_text("Sent")
    mail.stop()
