"""Paying by transfer on the link of an order: the account, its code, and what its holder says (C1, E4, PAY-08, PAY-14, PAY-17)."""

import io
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
import requests
from PIL import Image, ImageDraw

from support import slips
from support.goods import custom_line, draft
from support.invoices import document, pdf_text, send
from support.slips import ACCOUNT, tell

ID = re.compile(r"\b(ord|lin|cus|pay|ntc|stf|loc|reg)_[0-9a-z]{6,}")


@pytest.fixture(scope="module", autouse=True)
def account(api):
    yield api.patch("/settings", {"bank_transfer": ACCOUNT}, expect=200)["bank_transfer"]
    api.patch("/settings", {"bank_transfer": None}, expect=200)


@pytest.fixture
def order(api):
    lines = [custom_line("Olive tree", 21438, 1, "21")]
    return send(api, draft(api, *lines, currency="EUR", prices_include_tax=True, channel="phone")).body


def look(url: str) -> str:
    with requests.Session() as session:
        session.trust_env = False
        page = session.get(url + "?way=transfer", timeout=10)
    assert page.status_code == 200 and not ID.search(page.text)
    return page.text


def read_code(page: str) -> str:
    """What a phone reads off the code on a page."""
    svg = ElementTree.fromstring(re.search(r'<svg viewBox="-4.*?</svg>', page, re.S).group(0))
    side = int(svg.get("viewBox").split()[2])
    image = Image.new("L", (side * 6, side * 6), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg.find("path").get("d")):
        left, top = (int(x) + 4) * 6, (int(y) + 4) * 6
        ImageDraw.Draw(image).rectangle((left, top, left + int(length) * 6 - 1, top + 5), fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    found = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sbinary", "-"], input=buffer.getvalue(), capture_output=True, check=True)
    return found.stdout.decode("utf-8")


def seen(api, order):
    return api.get(f"/orders/{order['id']}", expect=200).body


def test_the_link_shows_where_to_transfer_to(order):
    page = look(order["checkout_url"])
    for text in ("Fern &amp; Clay", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX", "€214.38"):
        assert text in page
    number = "".join(filter(str.isalnum, order["invoice"]["number"])).upper()
    assert re.search(rf">RF\d\d{number}<", page)


def test_a_banking_app_reads_the_very_transfer_off_the_code(order):
    lines = read_code(look(order["checkout_url"])).split("\n")
    assert lines[:8] == ["BCD", "002", "1", "SCT", "COBADEFFXXX", "Fern & Clay", "DE89370400440532013000", "EUR214.38"]
    number = "".join(filter(str.isalnum, order["invoice"]["number"])).upper()
    assert lines[8] == "" and re.fullmatch(rf"RF\d\d{number}", lines[9]) and len(lines) == 10


def test_the_invoice_says_where_to_transfer_to(api, order):
    for text in (document(api, order), pdf_text(document(api, order, "application/pdf")), document(api, order, "text/html")):
        assert "DE89 3704 0044 0532 0130 00" in text and "RF" in text


def test_a_customer_tells_of_a_transfer_and_reads_the_answers(api, order):
    url = order["checkout_url"]
    answer = tell(url, slips.jpeg_from_a_phone("214"), paid_amount="214,38", bank="Noras Bank")
    assert answer.status_code == 303 and "done=transfer" in answer.headers["Location"]
    notice, = seen(api, order)["transfer_notices"]
    assert notice["by"] == "customer" and notice["amount"] == 21438 and notice["bank"] == "Noras Bank" and notice["has_slip"]
    assert notice["paid_at"].startswith("2026-11-20")
    page = look(url)
    assert "is looking for your transfer of €214.38 from 20 November 2026" in page and "Your slip is there" in page
    assert "Noras Bank" not in page and seen(api, order)["display_status"] == "payment_check"
    path = f"/orders/{order['id']}/transfer_notices/{notice['id']}"
    api.post(path + "/reject", {"reason": "Nothing has arrived <b>yet</b>."}, expect=200)
    page = look(url)
    assert "was not found" in page and "Nothing has arrived &lt;b&gt;yet&lt;/b&gt;." in page and "I have paid" in page
    assert tell(url, paid_amount="214.38").status_code == 303
    name = seen(api, order)["transfer_notices"][1]["id"]
    api.post(f"/orders/{order['id']}/transfer_notices/{name}/confirm", {"amount": 20000}, expect=200)
    page = look(url)
    assert "has arrived" in page and "€14.38" in page and "IBAN" in page
    assert read_code(page).split("\n")[7] == "EUR14.38"
    assert tell(url, paid_amount="14.38").status_code == 303
    name = seen(api, order)["transfer_notices"][2]["id"]
    api.post(f"/orders/{order['id']}/transfer_notices/{name}/confirm", {}, expect=200)
    page = look(url)
    assert "IBAN" not in page and "I have paid" not in page
    assert seen(api, order)["payment_status"] == "paid"


def test_a_program_may_say_it_in_minor_units_and_by_the_minute(api, order):
    answer = requests.post(order["checkout_url"] + "/transfer_notices", data={"amount": "21438", "paid_at": "2026-11-20T09:30:00.000Z"},
                           timeout=10, allow_redirects=False)
    assert answer.status_code == 303
    notice, = seen(api, order)["transfer_notices"]
    assert notice["amount"] == 21438 and notice["paid_at"] == "2026-11-20T09:30:00.000Z"


@pytest.mark.parametrize("fields, wrong", [
    ({"paid_amount": "a lot"}, "paid_amount"), ({"paid_amount": "0"}, "paid_amount"), ({"paid_amount": "1.2.3"}, "paid_amount"),
    ({"paid_at": "soon"}, "paid_at"), ({"paid_at": "2199-01-01"}, "paid_at"), ({"bank": "4111 1111 1111 1111"}, "bank"),
    ({"reference": "x" * 141}, "reference"), ({"status": "confirmed"}, "status"), ({"revision": "x"}, "revision"),
])
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(api, order, fields, wrong):
    page = tell(order["checkout_url"], slips.PDF, **{"bank": "Noras Bank", **fields})
    assert page.status_code == 422
    if wrong in ("paid_amount", "paid_at", "bank", "reference"):
        assert f'aria-describedby="transfer-{wrong}-error"' in page.text
    if wrong != "bank":
        assert 'value="Noras Bank"' in page.text
    problem = tell(order["checkout_url"], page=False, **{"bank": "Noras Bank", **fields})
    assert problem.status_code == 422 and [error["field"] for error in problem.json()["errors"]] == [wrong]
    assert seen(api, order)["transfer_notices"] == []


def test_a_wrong_slip_is_said_at_its_field(order):
    page = tell(order["checkout_url"], b"<svg onload='alert(1)'/>")
    assert page.status_code == 422 and "This is no picture and no PDF" in page.text and "onload" not in page.text


def test_five_notices_a_day_are_enough(api, order):
    for index in range(5):
        assert tell(order["checkout_url"], paid_amount=f"{index + 1}.00").status_code == 303
    late = tell(order["checkout_url"], paid_amount="9.00", page=False)
    assert late.status_code == 429 and int(late.headers["Retry-After"]) > 0
    assert len(seen(api, order)["transfer_notices"]) == 5


def test_a_version_that_was_changed_takes_no_notice(api, order):
    stale = tell(order["checkout_url"], revision=str(order["invoice"]["revision"] + 1), page=False)
    assert stale.status_code == 409 and stale.json()["code"] == "revision_superseded"


def test_another_site_cannot_tell_of_a_transfer(api, order):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = requests.post(order["checkout_url"] + "/transfer_notices", data={"paid_amount": "1.00", "paid_at": "2026-11-20"}, headers=headers, timeout=10)
        assert answer.status_code == 403
    assert seen(api, order)["transfer_notices"] == []


@pytest.mark.parametrize("body, kind", [
    (b"", "multipart/form-data; boundary=x"), (b"--x\r\n", "multipart/form-data; boundary=x"), (b"--x--\r\nmore", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--', "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--', "multipart/form-data"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--', "multipart/form-data; boundary=" + "y" * 71),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n1\r\n--x--', "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--x--', "multipart/form-data; boundary=x"),
    (b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % i for i in range(30)) + b"--x--", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\nX: ' + b"y" * 9000 + b'\r\n\r\n1\r\n--x--', "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="bank"\r\n\r\n\xff\xfe\r\n--x--', "multipart/form-data; boundary=x"),
])
def test_a_body_that_is_no_form_is_refused_as_one(api, order, body, kind):
    answer = requests.post(order["checkout_url"] + "/transfer_notices", data=body or None, headers={"Content-Type": kind, "Content-Length": str(len(body))}, timeout=10)
    assert answer.status_code in ((400,) if body else (400, 422)), answer.text
    path = f"/orders/{order['id']}/transfer_notices"
    assert api.post(path, data=body, headers={"Content-Type": kind}).status in ((400,) if body else (400, 422))


def test_compressed_and_other_bodies_are_not_read(api, order):
    path = f"/orders/{order['id']}/transfer_notices"
    assert api.post(path, data=b"x", headers={"Content-Type": "multipart/form-data; boundary=x", "Content-Encoding": "gzip"}, expect=415)
    assert api.post(path, data=b"x", headers={"Content-Type": "image/jpeg"}, expect=415)
    assert api.post(path, data=b"{}" + b" " * 1_048_576, headers={"Content-Type": "application/json"}, expect=413)


def test_an_order_in_another_currency_is_not_transferred_here(api):
    order = send(api, draft(api, custom_line("Olive tree", 21438), currency="USD")).body
    page = look(order["checkout_url"])
    assert "DE89" not in page and "I have paid" not in page


def test_without_an_account_there_is_nothing_about_transfers(api, order, account):
    api.patch("/settings", {"bank_transfer": None}, expect=200)
    try:
        assert "IBAN" not in look(order["checkout_url"])
    finally:
        api.patch("/settings", {"bank_transfer": ACCOUNT}, expect=200)
