"""The page of channels: an owner connects LINE on it, sees that it works, and has tried again what could not be taken in."""


import pytest
from playwright.sync_api import expect

from support.chat_apis import LineAPI, tell
from support.client import Client
from support.office_forms import field, save
from support.pages import sign_in_as_owner
from support.paying import until
from support.server import Server


@pytest.fixture
def line():
    api = LineAPI()
    yield api
    api.stop()


@pytest.fixture
def shop(counterfoil, tmp_path, line):
    """A shop that may call the stand-in, and knows nothing of it yet."""
    server = Server.with_demo_shop(tmp_path / "data", environment={"COUNTERFOIL_OUTBOUND_ALLOW": f"127.0.0.1:{line.port}"})
    yield server
    assert server.stop() == 0, server.log_tail()


def card(page, name: str):
    return page.locator(f"#channel-{name}")


def test_an_owner_connects_line_and_has_tried_again_what_could_not_be_taken_in(new_device, shop, line, axe_clean):
    api = Client(shop.url, shop.sign_in["token"])
    page = new_device(base_url=shop.url).new_page()
    sign_in_as_owner(page, shop.sign_in["owner"])
    page.goto("/admin/settings/channels")
    expect(card(page, "line")).to_contain_text("Not set up")
    expect(page.locator("#address-line")).to_have_value(f"{shop.url}/webhooks/line")
    field(page, "line_channel_secret").fill(line.secret)
    field(page, "line_channel_token").fill(line.token)
    save(page)
    expect(card(page, "line")).to_contain_text("Set up")
    assert line.secret not in page.content() and line.token not in page.content()

    api.patch("/settings", {"line_api_base": line.url, "line_channel_token": line.token}, expect=200)
    card(page, "line").get_by_role("button", name="Check the connection").click()
    expect(card(page, "line").get_by_role("status")).to_have_text("Connected as The corner bakery.")

    poisoned = line.text(line.person("Nok"), "Hello")
    del poisoned["message"]["id"]
    assert until(lambda: tell(shop, line, poisoned).status_code == 200, what="the new secret counts")
    until(lambda: api.get("/channel_events?state=dead", expect=200)["data"], what="it was given up")
    page.reload()
    letter = page.locator("[data-dead]")
    expect(letter).to_contain_text("Its message has no id.")
    axe_clean(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    mended = '"message": {"id": "468789577898262530", '
    shop.database.change("UPDATE channel_events SET body = replace(body, '\"message\":{', ?)", mended)
    letter.get_by_role("button", name="Try again").click()
    expect(letter).to_have_count(0)
    expect(page.locator("#dead-letters")).to_contain_text("Everything that came was taken in.")
    assert api.get("/conversations?q=Nok", expect=200)["data"][0]["unread"] == 1
