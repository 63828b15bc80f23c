"""Killed while slips come in: afterwards each notice has its whole slip, and there is no slip without its notice (UPL-07)."""

import base64
import io
import json
import os
import random
import threading

import requests
from PIL import Image

from support.client import Client
from support.goods import custom_line, draft
from support.invoices import send
from support.server import run_command
from support.slips import PDF, encoded, picture, tell


def test_a_notice_and_its_slip_are_both_there_or_neither(fresh_server, size, figures, tmp_path):
    kills = size(2, 30, 300)
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    server = fresh_server()
    token = server.sign_in["token"]
    answered: dict[str, int] = {}
    asked = 0
    for turn in range(kills):
        api = Client(server.url, token)
        orders = [send(api, draft(api, custom_line("Olive tree", 10000))).body for _ in range(4)]
        asked += len(orders) * 2
        heard = threading.Semaphore(0)

        def give(order: dict, number: int) -> None:
            for try_ in range(2):
                slip = PDF + os.urandom(200_000) if (number + try_) % 2 else encoded(picture(f"{turn}-{number}-{try_}", (1500, 1500)), "PNG")
                try:
                    if tell(order["checkout_url"], slip).status_code == 303:
                        answered[order["id"]] = answered.get(order["id"], 0) + 1
                    heard.release()
                except requests.RequestException:
                    return

        givers = [threading.Thread(target=give, args=(order, number)) for number, order in enumerate(orders)]
        for giver in givers:
            giver.start()
        # While the others are looked at, stored, or answered.
        for _ in range(chance.randrange(0, 6)):
            assert heard.acquire(timeout=60)
        server.kill()
        for giver in givers:
            giver.join()
        server.start()
    api = Client(server.url, token)
    seen: dict[str, bytes] = {}
    for notice in api.all("/transfer_notices"):
        assert notice["has_slip"], "a notice lost its slip"
        slip = api.get(f"/orders/{notice['order_id']}/transfer_notices/{notice['id']}/slip", expect=200).response
        if slip.headers["Content-Type"] == "application/pdf":
            assert slip.content.startswith(PDF) and len(slip.content) == len(PDF) + 200_000
        else:
            assert Image.open(io.BytesIO(slip.content)).convert("RGB").size == (1500, 1500)
        seen[notice["id"]] = slip.content
        answered[notice["order_id"]] = answered.get(notice["order_id"], 0) - 1
    assert all(count <= 0 for count in answered.values()), "an answered notice is gone"

    # There is no slip beside these, and the export hands over the very same octets.
    exported = tmp_path / "all.ndjson"
    assert run_command("export", str(exported), data=server.data).returncode == 0
    lines = [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]
    assert {line["notice_id"]: base64.b64decode(line["content"]) for line in lines if line.get("kind") == "transfer_slip"} == seen
    assert {line["id"] for line in lines if line.get("kind") == "transfer_notice"} == set(seen)
    figures(f"slips: {kills} kills while slips came in, {asked} given, {len(seen)} kept, none torn, none lost once answered (seed {seed})")
