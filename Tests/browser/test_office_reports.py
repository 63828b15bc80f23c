"""Sales and profit as an owner reads them: figures, charts, a table that adds up; with and without a script, at every width."""

import re

import pytest
from playwright.sync_api import expect

from support.goods import custom_line, placed
from support.pages import sign_in_as_owner

LOOKS = [(1440, "light"), (1440, "dark"), (820, "light"), (390, "dark")]


@pytest.fixture
def sold(api):
    """Something in every report, and its figures of today."""
    placed(api, custom_line("Clay pot", 12_345, rate="21"), custom_line("Gift wrap", 300, rate="9"))
    return api.get("/reports/sales", params={"group_by": "channel"}, expect=200).body


def minor(text: str) -> int:
    return int(re.sub(r"[^0-9\-]", "", text.replace("−", "-")))


def test_the_table_adds_up_to_the_figures_and_follows_each_choice(page, server, sold):
    sign_in_as_owner(page, server.sign_in["owner"])
    page.locator("#main").press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/admin/reports")
    expect(page.get_by_role("heading", name="Sales and profit")).to_be_visible()
    head = [
        cell.inner_text() for cell in page.locator(".report-sums thead th").all()]
    rows = [[cell.inner_text() for cell in row.locator("th, td").all()] for row in page.locator(".report-sums tbody tr").all()]
    total = [cell.inner_text() for cell in page.locator(".report-sums tfoot tr").locator("th, td").all()]
    for name in ("Orders", "Gross", "Net", "Tax", "Profit"):
        column = head.index(name)
        assert sum(minor(row[column]) for row in rows) == minor(total[column]), name
    figure = page.locator(".report-figures dd").first.inner_text()
    assert minor(figure) == minor(total[head.index("Net")]) == sold["total"]["net"]
    page.locator("[data-report-form][data-scripted]").wait_for(state="attached")
    page.get_by_label("Rows").select_option("product")
    page.wait_for_url("**group_by=product**")
    expect(page.get_by_role("rowheader", name="Clay pot")).to_be_visible()
    page.get_by_label("Period").select_option("custom")
    expect(page.get_by_label("From")).to_have_value(sold["from"])
    page.get_by_label("From").fill("2020-01-01")
    page.get_by_role("textbox", name="To").fill("2020-01-31")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**from=2020-01-01**")
    expect(page.locator(".report-empty")).to_have_text("No sales in this period")


def test_the_file_is_what_the_table_says(page, server, sold):
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/reports")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert download.value.suggested_filename.startswith("sales-") and text.startswith("channel,name,currency,orders")
    assert len(text.splitlines()) == 1 + len(sold["data"])


def test_it_needs_no_script(new_device, server, sold):
    page = new_device(java_script_enabled=False).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/reports")
    page.get_by_label("Rows").select_option("day")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".report-sums tbody tr")).not_to_have_count(0)
    assert page.get_by_label("Rows").input_value() == "day"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_fit_for_everybody(new_device, server, sold, axe_clean, screenshot, width, scheme):
    page = new_device(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/reports")
    page.locator("[data-report-form][data-scripted]").wait_for(state="attached")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    expect(page.get_by_role("img", name="Net sales by day")).to_be_visible()
    expect(page.get_by_role("img", name="By channel")).to_be_visible()
    axe_clean(page)
    screenshot(page, f"reports-{width}-{scheme}")
