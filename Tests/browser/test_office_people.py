"""Who works here and with what: people, roles, keys of programs, tills and places, from a desk."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from support.client import Client
from support.office_forms import field, mistake, person, ready, save, saved, unique
from support.pages import sign_in_as_owner


@pytest.fixture
def office(page, server) -> Page:
    """The back office with the demo owner signed in."""
    sign_in_as_owner(page, server.sign_in["owner"])
    return page


def test_somebody_new_gets_a_link_and_chooses_a_password(office, api, new_device, server):
    name, email = unique("Nora"), f"{uuid.uuid4().hex[:10]}@corner.example"
    office.goto("/admin/staff/new")
    field(office, "name").fill(name)
    field(office, "email").fill(email)
    office.get_by_label("Manager").check()
    field(office, "pin").fill("12")
    save(office)
    expect(mistake(office, "pin")).to_contain_text("four to eight digits")
    field(office, "pin").fill("482913")
    save(office)
    expect(office.get_by_role("heading", level=1, name=name)).to_be_visible()
    ready(office)
    office.get_by_role("button", name="Make a link for a new password").click()
    link = office.locator("[data-secret]").inner_text()
    assert link.startswith(server.url + "/reset?secret=")
    other = new_device().new_page()
    other.goto(link)
    other.get_by_label("password", exact=False).first.fill("rye and barley again")
    other.get_by_role("button").last.click()
    other.wait_for_url("**/login**")
    sign_in_as_owner(other, {"email": email, "password": "rye and barley again"})
    other.goto("/admin/orders")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    identity = office.url.rsplit("/", 1)[1]
    office.get_by_role("button", name="Remove the PIN").click()
    expect(office.locator("#toasts")).to_contain_text("The PIN is gone")
    assert api.get(f"/staff/{identity}", expect=200)["has_pin"] is False
    office.get_by_label("May not sign in").check()
    saved(office)
    other.goto("/admin/orders")
    expect(other).to_have_url(re.compile("/login"))


def test_the_table_of_roles_is_the_policy(office, api):
    office.goto("/admin/staff/roles")
    row = office.get_by_role("row", name=re.compile("^Refund with|^Refund Yes"))
    words = row.first.locator("td").all_inner_texts()
    assert words == ["Yes", "Yes", "With approval", "Yes"]
    export = office.get_by_role("row", name=re.compile("Export the whole shop")).locator("td").all_inner_texts()
    assert export == ["Yes", "No", "No", "No"]


def test_a_manager_looks_after_people_and_not_after_owners(page, api):
    owner = next(one for one in api.all("/staff") if one["role"] == "owner")
    sign_in_as_owner(page, person(api, "manager"))
    page.goto(f"/admin/staff/{owner['id']}")
    expect(page.locator("main")).to_contain_text("not change them")
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    expect(field(page, "name")).to_be_disabled()
    page.goto("/admin/staff/new")
    expect(page.get_by_label("Owner")).to_have_count(0)
    expect(page.get_by_label("Cashier")).to_be_checked()


def test_a_cashier_reads_why_the_settings_are_closed(page, api):
    sign_in_as_owner(page, person(api, "cashier"))
    page.goto("/admin/orders")
    expect(page.locator('.office-nav a[href="/admin/settings"]')).to_have_count(0)
    for path in ("/admin/settings", "/admin/staff", "/admin/tokens", "/admin/webhooks", "/admin/settings/messages", "/admin/registers/devices", "/admin/shipping/new"):
        assert page.goto(path).status == 403, path
        expect(page.locator("main")).to_contain_text("Your role does not allow this")


def test_a_key_is_shown_once_and_ends_when_it_is_ended(office, server, api):
    name = unique("Bookkeeping")
    office.goto("/admin/tokens/new")
    save(office)
    expect(mistake(office, "name")).to_be_visible()
    field(office, "name").fill(name)
    save(office)
    secret = office.locator("[data-secret]").inner_text()
    program = Client(server.url, secret)
    program.get("/orders", expect=200)
    assert program.get("/staff", expect=200)
    office.goto("/admin/tokens")
    assert secret not in office.content()
    expect(office.get_by_role("row", name=re.compile(name))).to_contain_text("Integration")
    expect(office.get_by_role("row", name=re.compile(name))).not_to_contain_text("Never Never")
    office.get_by_role("link", name=name).click()
    expect(office.get_by_role("heading", level=1, name=name)).to_be_visible()
    ready(office)
    office.get_by_role("button", name="End token").click()
    office.get_by_role("dialog").get_by_role("button", name="End token").click()
    office.wait_for_url("**/admin/tokens")
    program.get("/orders", expect=401)


def test_a_lost_till_is_ended_from_the_desk(office, register_page):
    till = register_page(1)
    office.goto("/admin/registers/devices")
    row = office.get_by_role("row", name=re.compile(re.escape(till.register["name"])))
    row.first.get_by_role("button", name="End device").click()
    office.get_by_role("dialog").get_by_role("button", name="End device").click()
    expect(office.locator("#toasts")).to_contain_text("Deleted")
    till.page.goto("/register")
    expect(till.page.locator("#product-search")).to_have_count(0)


def test_a_place_has_an_address_that_can_be_emptied(office, api):
    name = unique("Market stall")
    office.goto("/admin/locations/new")
    field(office, "name").fill(name)
    office.locator('[data-field="address"][data-entry="city"] input').fill("Gdańsk")
    field(office, "time_zone").fill("Mars/Olympus")
    save(office)
    expect(mistake(office, "time_zone")).to_be_visible()
    field(office, "time_zone").fill("Europe/Warsaw")
    save(office)
    office.get_by_role("link", name=name).click()
    city = office.locator('[data-field="address"][data-entry="city"] input')
    expect(city).to_have_value("Gdańsk")
    city.fill("")
    saved(office)
    identity = office.url.rsplit("/", 1)[1]
    assert api.get(f"/locations/{identity}", expect=200)["address"] is None
    api.delete(f"/locations/{identity}", expect=204)
