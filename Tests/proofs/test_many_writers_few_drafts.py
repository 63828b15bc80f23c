"""64 people edit 10 drafts at once: no edit is lost, and nobody overwrites what they have not seen."""

import random

from support.goods import draft
from support.together import at_once

WRITERS, DRAFTS = 64, 10


def append(client, order_id: str, mark: str) -> tuple[int, int]:
    """Adds a mark to the note as an editor does: on top of what was read, again on top of what a refusal shows. Answers version and refusals."""
    order, refused = client.get(f"/orders/{order_id}", expect=200).body, 0
    while True:
        answer = client.patch(f"/orders/{order_id}", {"note": f"{order['note'] or ''} {mark}"}, if_match=order["version"], expect=(200, 412))
        if answer.status == 200:
            assert answer["note"].endswith(f" {mark}")
            return answer["version"], refused
        order, refused = answer["order"], refused + 1
        assert mark not in (order["note"] or "").split(), "a refused edit was kept"


def test_no_edit_is_lost_and_none_overwrites_another(api, size, figures):
    rounds = size(2, 20, 100)
    drafts = [draft(api)["id"] for _ in range(DRAFTS)]

    def write(writer: int) -> list[tuple[str, str, str, int, int]]:
        client, choose, done = api.with_token(api.token), random.Random(writer), []
        for number in range(rounds):
            order, mark = choose.choice(drafts), f"w{writer}.{number}"
            if choose.random() < 0.7:
                done.append((order, "note", mark, *append(client, order, mark)))
            else:
                answer = client.post(f"/orders/{order}/lines", {"title": mark, "quantity": 1, "unit_price": 100}, expect=200)
                done.append((order, "line", mark, answer["version"], 0))
        return done

    edits = [edit for done in at_once(*(lambda writer=writer: write(writer) for writer in range(WRITERS))) for edit in done]
    assert len(edits) == WRITERS * rounds
    for order_id in drafts:
        order = api.get(f"/orders/{order_id}", expect=200)
        mine = [edit for edit in edits if edit[0] == order_id]
        assert sorted((order["note"] or "").split()) == sorted(mark for _, kind, mark, _, _ in mine if kind == "note")
        assert sorted(line["title"] for line in order["lines"][1:]) == sorted(mark for _, kind, mark, _, _ in mine if kind == "line")
        assert sorted(version for *_, version, _ in mine) == list(range(2, order["version"] + 1)), "two edits made the same version"
        assert order["total"] == sum(line["total"] for line in order["lines"])
    refused = sum(edit[-1] for edit in edits)
    assert refused > 0, "nobody ever met somebody else, so this proves nothing"
    figures(f"{WRITERS} writers, {DRAFTS} drafts: {len(edits)} edits, none lost, {refused} refused as stale and made again")
