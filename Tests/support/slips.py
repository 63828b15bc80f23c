"""Slips that customers send, good ones and others."""

import io
import struct
import zlib

import requests
from PIL import Image, ImageDraw

from support.client import Answer, Client

ACCOUNT = {"account_holder": "Fern & Clay", "iban": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX", "bank_name": "Corner Bank"}


def picture(text: str = "214.38", size: tuple[int, int] = (600, 900)) -> Image.Image:
    """Looks a little like a screenshot of a banking app."""
    image = Image.new("RGB", size, (250, 250, 252))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0], size[1] // 6), fill=(20, 80, 60))
    draw.text((20, size[1] // 3), f"Transferred: {text}", fill=(10, 10, 10))
    draw.rectangle((size[0] // 8, size[1] // 2, size[0] // 2, size[1] // 2 + 40), fill=(180, 40, 40))
    return image


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg_from_a_phone(text: str = "214.38", orientation: int = 6) -> bytes:
    """With place, camera and the way it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhone"
    exif[0x8825] = {1: "N", 2: (13.0, 45.0, 22.5), 3: "E", 4: (100.0, 30.0, 5.25)}
    return encoded(picture(text), "JPEG", exif=exif, quality=90, comment=b"SecretComment")


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_that_says(width: int, height: int) -> bytes:
    """A small file with a header that promises so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(4096))) + png_chunk(b"IEND", b"")


def jpeg_that_says(width: int, height: int) -> bytes:
    whole = encoded(picture(size=(64, 64)), "JPEG")
    place = whole.index(b"\xff\xc0") + 5
    return whole[:place] + struct.pack(">HH", height, width) + whole[place + 4:]


def webp_that_says(width: int, height: int) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def notify(api: Client, order: dict, slip: bytes | None = None, *, expect: int | tuple[int, ...] = 200, name: str = "slip.jpg",
           kind: str = "image/jpeg", **fields) -> Answer:
    """A notice as staff give it: JSON, or with a slip as a form."""
    body = {"amount": order["amount_due"], "paid_at": "2026-11-20T09:30:00.000Z", **fields}
    path = f"/orders/{order['id']}/transfer_notices"
    if slip is None:
        return api.post(path, body, expect=expect)
    request = requests.Request("POST", api.url, data={key: str(value) for key, value in body.items()}, files={"slip": (name, slip, kind)})
    ready = request.prepare()
    return api.post(path, data=ready.body, headers={"Content-Type": ready.headers["Content-Type"]}, expect=expect)


def tell(url: str, slip: bytes | None = None, *, name: str = "slip.jpg", kind: str = "image/jpeg", page: bool = True, **fields) -> requests.Response:
    """A notice as the holder of a link gives it, from a browser without a script."""
    data = {"paid_amount": "10.00", "paid_at": "2026-11-20", **fields}
    headers = {"Accept": "text/html"} if page else {}
    with requests.Session() as session:
        session.trust_env = False
        # A browser sends the field of a file that nobody chose as an empty file without a name.
        files = {"slip": ("" if slip is None else name, slip or b"", kind if slip else "application/octet-stream")}
        return session.post(url + "/transfer_notices", data=data, files=files, headers=headers, timeout=30, allow_redirects=False)


def slip_of(api: Client, order: dict, notice: dict, expect: int = 200) -> Answer:
    return api.get(f"/orders/{order['id']}/transfer_notices/{notice['id']}/slip", expect=expect)
