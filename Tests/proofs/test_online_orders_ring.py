"""What is placed on a link shows at the register, and how soon (A12, D1)."""

import statistics
import time

import pytest

from support.alerts import Notices
from support.link_page import LinkPage
from support.link_shop import desk, service, shop  # noqa: F401
from support.pages import RegisterPage

# Notes the moment at which each notice stands on the page, on the clock that the test reads too.
WATCH = """() => {
  window.shownAt = {};
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('.alerts [data-alert]')) window.shownAt[row.dataset.alert] ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.mark.sqlite_only("a measurement of the page; that events arrive is shown by test_live.py")
def test_a_purchase_shows_at_the_till_as_it_is_made(shop, desk, browser, size, figures):
    """The time is reported and not judged: a neighbour on the machine can take any time away."""
    context = browser.new_context(base_url=shop.url, viewport={"width": 1440, "height": 900})
    till = RegisterPage.open(context, shop)
    notices = Notices(till.page)
    till.page.evaluate(WATCH)
    taken = []
    for _ in range(size(5, 20, 100)):
        order = service(desk)
        page = LinkPage(order["checkout_url"])
        provider = page.to_provider()
        paid = time.time()
        page.at_test_gateway(provider)
        [alert] = [each for each in desk.all("/alerts", open="true") if each["order_id"] == order["id"]]
        till.page.wait_for_function("id => window.shownAt[id]", arg=alert["id"])
        taken.append(till.page.evaluate("id => window.shownAt[id]", alert["id"]) - paid * 1000)
        notices.sounds("ringing")
        desk.post(f"/alerts/{alert['id']}/acknowledge", expect=200)
        till.page.locator(f'[data-alert="{alert["id"]}"]').wait_for(state="detached")
    context.close()
    figures(f"paid on the link, shown at the till: median {statistics.median(taken):.0f} ms, most {max(taken):.0f} ms, {len(taken)} times")
