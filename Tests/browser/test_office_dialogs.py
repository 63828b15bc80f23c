"""Nothing moves under a finger: dialogs that search keep their size, and what an answer draws waits for the end of a press."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from support.goods import custom_line
from support.order_desk import desk_for, fresh

SCREENS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


class Held:
    """Answers of the API that wait until they are let go of."""

    def __init__(self, page, path: str):
        self.page = page
        self.path = path
        self.routes: list = []
        page.route(path, self.keep)

    def keep(self, route) -> None:
        self.routes.append(route)

    @contextmanager
    def asked(self):
        """What is done within asks the API, and its answer is held by the end of it."""
        with self.page.expect_request(self.path):
            yield
        self.drawn()
        assert self.routes, "nothing is held"

    def drawn(self) -> None:
        """Whatever is known by now is on the screen."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def let_go(self) -> None:
        while self.routes:
            route = self.routes.pop(0)
            with self.page.expect_response(lambda answer: answer.request == route.request) as answer:
                route.continue_()
            answer.value.finished()
        self.drawn()


@pytest.fixture
def desk(context, server, api):
    def make(*lines, **fields):
        order = api.post("/orders", {"channel": "phone", "location_id": server.sign_in["location_id"], "lines": list(lines), **fields}, expect=201)
        return desk_for(context, server, api, order)

    return make


def customers_on_hold(here):
    """The dialog that finds a customer, its first answer still to come."""
    held = Held(here.page, "**/api/v1/customers?limit=20*")
    with held.asked():
        here.page.locator("#customer-button").click()
    return held, here.dialog("Customer")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_dialog_that_searches_stays_as_it_opened(desk, screen):
    here = desk()
    here.page.set_viewport_size(SCREENS[screen])
    held, dialog = customers_on_hold(here)
    button = dialog.get_by_role("button", name="New customer")
    opened = dialog.bounding_box(), button.bounding_box()
    held.let_go()
    expect(dialog.get_by_role("group", name="Customers found").get_by_role("button")).not_to_have_count(0)
    assert (dialog.bounding_box(), button.bounding_box()) == opened, "it moved when customers came"
    with held.asked():
        dialog.get_by_role("searchbox").fill(fresh("Nobody"))
    held.let_go()
    expect(dialog).to_contain_text("Nobody matches")
    assert (dialog.bounding_box(), button.bounding_box()) == opened, "it moved when nobody was found"


def test_a_press_is_heard_although_an_answer_comes_during_it(desk):
    here = desk()
    held, dialog = customers_on_hold(here)
    held.let_go()
    name = fresh("Agnieszka")
    with held.asked():
        dialog.get_by_role("searchbox").fill(name)
    press(here.page, dialog.get_by_role("button", name="New customer"))
    held.let_go()
    here.page.mouse.up()
    expect(here.dialog("New customer").get_by_label("Name")).to_have_value(name)


def test_a_press_on_the_page_is_heard_although_the_order_is_drawn_anew(desk, api):
    here = desk(custom_line("Tree", 9000), shipping_address={"name": "Ola", "line1": "Prinsesselaan 12", "postal_code": "3581 TD", "city": "Utrecht", "country": "NL"})
    button = here.section("Shipping").get_by_role("button", name="Method and price by hand")
    button.scroll_into_view_if_needed()
    held = Held(here.page, f"**/api/v1/orders/{here.id}")
    with held.asked():
        for _ in range(4):
            api.post(f"/orders/{here.id}/adjustments", {"kind": "credit", "title": fresh("Credit"), "value_type": "fixed", "value": 100},
                     if_match=here.order()["version"])
    press(here.page, button)
    before = button.bounding_box()
    held.let_go()
    assert button.bounding_box() == before, "it moved under the finger"
    here.page.mouse.up()
    expect(here.section("Shipping").get_by_label("Method")).to_be_visible()
    expect(here.page.locator(".adjustment")).to_have_count(4)


def test_only_a_press_that_begins_and_ends_beside_a_dialog_closes_it(desk):
    here = desk()
    here.page.get_by_role("button", name="Credit", exact=True).click()
    dialog = here.dialog("Credit, after tax")
    title = dialog.get_by_label("Name on the invoice")
    title.fill("typed with care")
    press(here.page, title)
    here.page.mouse.move(20, 450)
    here.page.mouse.up()
    expect(title).to_have_value("typed with care")
    here.page.mouse.down()
    box = title.bounding_box()
    here.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    here.page.mouse.up()
    expect(title).to_have_value("typed with care")
    here.page.mouse.click(20, 450)
    expect(dialog).to_have_count(0)


def press(page, button) -> None:
    """Puts the finger on it, and does not lift it yet."""
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def test_enter_takes_who_was_typed_and_not_who_was_found_before(desk, api):
    name = fresh("Agnieszka Wójcik")
    api.post("/customers", {"name": name}, expect=201)
    here = desk()
    held, dialog = customers_on_hold(here)
    held.let_go()
    expect(dialog.locator(".found-row").first).to_be_visible()
    with held.asked():
        dialog.get_by_role("searchbox").fill(name)
        here.page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    held.let_go()
    expect(here.section("Number, customer and addresses").get_by_role("link", name=name)).to_be_visible()
