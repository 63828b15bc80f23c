"""Slips of transfers: what is taken, what is made of it, what it costs (UPL-01 to UPL-09, PAY-23)."""

import base64
import io
import random
import re
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from support import slips
from support.goods import custom_line, draft
from support.invoices import send
from support.slips import notify, slip_of, tell


@pytest.fixture
def order(api):
    return send(api, draft(api, custom_line("Olive tree", 10000), currency="EUR")).body


class Peak:
    """The most memory that a process had since this was made, above what it had then."""

    def __init__(self, server):
        self.status = Path(f"/proc/{server.pid}/status")
        Path(f"/proc/{server.pid}/clear_refs").write_text("5")
        self.before = self._read("VmRSS")

    def _read(self, name):
        return int(re.search(rf"^{name}:\s+(\d+) kB", self.status.read_text(), re.M).group(1)) * 1024

    @property
    def rise(self):
        return self._read("VmHWM") - self.before


def kept(api, order, index=-1):
    notice = order["transfer_notices"][index]
    return slip_of(api, order, notice).response


@pytest.mark.parametrize("name", [
    "../../evil.jpg", "..\\..\\evil.jpg", "/etc/passwd", "%2e%2e%2fevil", "a\u0301/../b.jpg", "CON", "x" * 4096, "slip.php", "", '"; rm -rf',
])
def test_a_file_name_means_nothing(api, order, server, name):
    """Wherever the name points, what is stored lies in the database, and is handed out under a name of ours."""
    before = {path for path in server.data.parent.rglob("*")}
    told = notify(api, order, slips.jpeg_from_a_phone(name or "none"), name=name or "blob").body
    answer = kept(api, told)
    assert answer.headers["Content-Disposition"] == f'inline; filename="slip-{told["transfer_notices"][-1]["id"]}.jpg"'
    new = {path.name for path in set(server.data.parent.rglob("*")) - before}
    assert not {part for part in new if "evil" in part or "passwd" in part or "php" in part}


def test_a_photo_keeps_its_pixels_and_nothing_else(api, order):
    """No place, no camera, no comment; turned upright before the tag that says so is dropped (UPL-09)."""
    source = slips.jpeg_from_a_phone("9.99", orientation=6)
    assert b"SecretPhone" in source and b"SecretComment" in source
    answer = kept(api, notify(api, order, source).body)
    assert answer.headers["Content-Type"] == "image/jpeg" and b"Secret" not in answer.content and b"Exif" not in answer.content
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == (900, 600) and not image.getexif() and "comment" not in image.info
    # Held on its side: the dark bar at the top of what the camera stored is at the right of what was seen.
    assert sum(image.convert("RGB").getpixel((880, 300))) < 300 < sum(image.convert("RGB").getpixel((20, 300)))


@pytest.mark.parametrize("kind, options", [
    ("PNG", {}), ("WEBP", {"quality": 80}), ("WEBP", {"lossless": True}), ("JPEG", {"progressive": True}), ("PNG", {"interlace": 1}),
])
def test_every_kind_of_picture_becomes_a_small_jpeg(api, order, kind, options):
    answer = kept(api, notify(api, order, slips.encoded(slips.picture(size=(2400, 3600)), kind, **options), kind="text/html").body)
    image = Image.open(io.BytesIO(answer.content))
    assert image.format == "JPEG" and max(image.size) == 2000 and abs(min(image.size) - 1333) <= 1
    red = image.convert("RGB").getpixel((image.width // 4, image.height // 2 + 10))
    assert red[0] > 150 and red[1] < 90


def test_what_is_see_through_lies_on_white(api, order):
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (100, 100, 200, 200))
    for kind in ("PNG", "WEBP"):
        stored = Image.open(io.BytesIO(kept(api, notify(api, order, slips.encoded(image, kind)).body).content)).convert("RGB")
        assert min(stored.getpixel((10, 10))) > 245 and stored.getpixel((150, 150))[0] > 180


def test_a_slip_is_handed_out_without_rights(api, order):
    headers = kept(api, notify(api, order, slips.jpeg_from_a_phone()).body).headers
    assert headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store" and "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_pdf_is_kept_as_it_came_and_only_saved(api, order):
    answer = kept(api, notify(api, order, slips.PDF, name="slip.html", kind="text/html").body)
    assert answer.content == slips.PDF and answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;") and "sandbox" in answer.headers["Content-Security-Policy"]
    large = b"%PDF-1.4\n" + bytes(5 * 1024 * 1024)
    assert notify(api, order, large, expect=422).body["errors"][0]["code"] == "too_large"


@pytest.mark.parametrize("content, code", [
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unknown_kind"), (b"<html><script>alert(1)</script>", "unknown_kind"),
    (b"GIF89a/*<html>*/", "unknown_kind"), (b"<?php system($_GET[0]);", "unknown_kind"), (b"PK\x03\x04" + bytes(60), "unknown_kind"),
    (b" %PDF-1.4", "unknown_kind"), (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"), (b"\xff\xd8\xff", "unreadable"),
    (b"\x89PNG\r\n\x1a\n", "unreadable"), (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "unreadable"),
])
def test_what_is_no_picture_is_refused_whatever_it_is_called(api, order, content, code):
    for name, kind in (("slip.jpg", "image/jpeg"), ("slip.png", "image/png,text/html")):
        answer = notify(api, order, content, name=name, kind=kind, expect=422)
        assert answer.fields == ["slip"] and answer.body["errors"][0]["code"] == code
    assert api.get(f"/orders/{order['id']}", expect=200)["transfer_notices"] == []


@pytest.mark.parametrize("content", ids=["png", "jpeg", "webp", "pixels", "long"], argvalues=[
    slips.png_that_says(64_000, 64_000), slips.jpeg_that_says(64_000, 64_000), slips.webp_that_says(16_000, 16_000),
    slips.png_that_says(10_000, 5_000), slips.png_that_says(60_000, 10),
])
def test_a_flood_of_pixels_is_refused_before_it_is_decoded(api, order, server, content):
    peak = Peak(server)
    started = time.monotonic()
    answer = notify(api, order, content, expect=422)
    assert answer.body["errors"][0]["code"] == "too_many_pixels" and time.monotonic() - started < 2
    assert peak.rise < 64 * 1024 * 1024


def test_a_large_photo_is_made_smaller_within_bounds(api, order, server):
    """36 million pixels pass through a few rows at a time."""
    large = Image.new("RGB", (6000, 6000), (230, 230, 240))
    files = [slips.encoded(large, "PNG"), slips.encoded(large, "JPEG", quality=50), slips.encoded(large, "WEBP", quality=30)]
    for file in files:
        peak = Peak(server)
        told = notify(api, order, file).body
        assert Image.open(io.BytesIO(kept(api, told).content)).size == (2000, 2000)
        assert peak.rise < 64 * 1024 * 1024, peak.rise


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.95])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_none(api, order, kind, cut):
    whole = slips.encoded(slips.picture(size=(900, 900)).effect_spread(40), kind)
    answer = notify(api, order, whole[:int(len(whole) * cut)], expect=422)
    assert answer.body["errors"][0]["code"] == "unreadable"


def test_damaged_pictures_never_end_the_server(api, order, server):
    seed = random.randrange(10**9)
    print("seed", seed)
    chance = random.Random(seed)
    pid = server.pid
    wholes = [slips.encoded(slips.picture(size=(200, 200)), kind, **options) for kind, options in (
        ("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {}), ("WEBP", {"lossless": True}))]
    for turn in range(60):
        content = bytearray(wholes[turn % len(wholes)])
        for _ in range(chance.randrange(1, 20)):
            content[chance.randrange(12, len(content))] = chance.choice((0, 255, 128, chance.randrange(256)))
        # Asked as a stranger would be: nothing of it may count.
        path = f"/orders/{order['id']}/transfer_notices"
        body = {"amount": 1, "paid_at": "2199-01-01T00:00:00Z", "slip": base64.b64encode(bytes(content)).decode()}
        assert api.post(path, body, expect=422).fields in (["paid_at"], ["slip"])
    server.assert_sound(pid)


def test_a_slip_in_json_is_the_same_slip(api, order):
    body = {"amount": 100, "paid_at": "2026-11-20T09:30:00Z", "slip": base64.b64encode(slips.jpeg_from_a_phone("json")).decode()}
    told = api.post(f"/orders/{order['id']}/transfer_notices", body, expect=200).body
    assert told["transfer_notices"][0]["has_slip"] and kept(api, told).headers["Content-Type"] == "image/jpeg"


def test_a_slip_used_twice_is_seen(api, order):
    """The same file, the same picture in another file, the bank's same number; whatever it is called, for whichever order (PAY-23)."""
    picture = slips.picture("seen twice").effect_spread(3)
    first = notify(api, order, slips.encoded(picture, "PNG"), reference="TRX-0099/ab 7").body
    assert first["transfer_notices"][0]["slip_seen_before"] is False
    other = send(api, draft(api, custom_line("Pot", 10000), currency="EUR")).body
    for content, fields in ((slips.encoded(picture, "PNG"), {}), (slips.encoded(picture, "PNG", compress_level=1), {}),
                            (slips.encoded(picture, "WEBP", lossless=True), {}), (slips.encoded(slips.picture("another"), "PNG"), {"reference": "trx0099AB7"})):
        told = notify(api, other, content, name="new.png", **fields).body
        assert told["transfer_notices"][-1]["slip_seen_before"] is True, fields
    fresh = notify(api, other, slips.encoded(slips.picture("fresh").effect_spread(2), "PNG"), reference="TRX-1").body
    assert fresh["transfer_notices"][-1]["slip_seen_before"] is False
    assert fresh["amount_paid"] == 0


def test_ten_mebibytes_are_taken_and_no_more(api, order):
    pad = lambda size: slips.encoded(slips.picture("pad"), "JPEG") + bytes(size)
    assert notify(api, order, pad(10 * 1024 * 1024 - 100_000)).status == 200
    assert notify(api, order, pad(10 * 1024 * 1024), expect=413).code == "payload_too_large"
    assert notify(api, order, pad(11 * 1024 * 1024), expect=413).code == "payload_too_large"


@pytest.mark.parametrize("state, status", [("unknown", 404), ("paid", 409), ("canceled", 410), ("draft", 409)])
def test_a_link_that_takes_no_payment_takes_no_slip(api, state, status):
    """Nothing is stored, and the file is not even looked at (UPL-03)."""
    order = send(api, draft(api, custom_line("Olive tree", 1000))).body
    url = order["checkout_url"]
    if state == "unknown":
        url = url[:-1] + ("A" if url[-1] != "A" else "B")
    elif state == "paid":
        api.post(f"/orders/{order['id']}/payments", {"method": "manual"}, key=True, expect=200)
    elif state == "canceled":
        api.delete(f"/orders/{order['id']}", if_match=order["version"], expect=200)
    else:
        api.post(f"/orders/{order['id']}/revert_to_draft", {}, expect=200)
    for content in (slips.jpeg_from_a_phone(state), b"no picture"):
        assert tell(url, content).status_code == status
        assert tell(url, content, page=False).status_code == status
    assert api.get(f"/orders/{order['id']}", expect=200)["transfer_notices"] == []


def test_nobody_sees_a_slip_but_staff(api, order, server):
    notice = notify(api, order, slips.jpeg_from_a_phone("private"))["transfer_notices"][0]
    path = f"/orders/{order['id']}/transfer_notices/{notice['id']}/slip"
    assert api.with_token(None).get(path).status == 401
    place = api.post("/locations", {"name": "Slips elsewhere"}, expect=201)["id"]
    assert api.with_token(api.make_token("manager", place)).get(path).status == 404


def test_a_forgotten_customer_leaves_no_slip(api):
    customer = api.post("/customers", {"name": "Nora Lind", "email": "nora.slips@corner.example"}, expect=201).body
    order = send(api, draft(api, custom_line("Olive tree", 1000), customer_id=customer["id"])).body
    told = notify(api, order, slips.jpeg_from_a_phone("forget"), bank="Noras Bank", reference="NORA-1", note="from Nora").body
    api.post(f"/customers/{customer['id']}/erase", {}, expect=(200, 204))
    after = api.get(f"/orders/{order['id']}", expect=200)["transfer_notices"][0]
    assert (after["bank"], after["reference"], after["note"], after["has_slip"]) == (None, None, None, False)
    slip_of(api, order, told["transfer_notices"][0], expect=404)


def test_words_that_unfold_are_not_unfolded(api, order, server):
    """64 MiB of nothing in a compressed text, and in a colour profile, of a small picture (UPL-05)."""
    whole = slips.encoded(slips.picture(size=(64, 64)), "PNG")
    packed = zlib.compress(bytes(64 * 1024 * 1024), 9)
    for kind, head in ((b"zTXt", b"Comment\0\0"), (b"iCCP", b"profile\0\0"), (b"iTXt", b"Comment\0\1\0\0\0")):
        bomb = whole[:33] + slips.png_chunk(kind, head + packed) + whole[33:]
        assert len(bomb) < 200_000
        peak = Peak(server)
        assert Image.open(io.BytesIO(kept(api, notify(api, order, bomb).body).content)).size == (64, 64)
        assert peak.rise < 48 * 1024 * 1024
