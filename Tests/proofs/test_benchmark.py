"""The benchmark itself runs to its end; its figures are for people, on an idle machine, and are not judged here."""

import json
import os
import subprocess

import pytest

from support.server import ROOT, binary


@pytest.mark.sqlite_only("what is measured is measured by script/bench on either engine, by hand")
def test_the_benchmark_runs_and_keeps_its_figures(counterfoil, tmp_path):
    output = tmp_path / "bench.json"
    done = subprocess.run(
        [str(ROOT / "script/bench"), "--seconds", "1", "--orders", "300", "--clients", "1,8", "--output", str(output)],
        capture_output=True, text=True, timeout=600, env={**os.environ, "COUNTERFOIL_BINARY": str(binary())})
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    kept = json.loads(output.read_text(encoding="utf-8"))
    assert {figure["name"] for figure in kept["requests"]} >= {"draft", "bare JSON", "edit a line", "hold", "retrieve", "get", "search"}
    assert all(figure["bad"] == 0 for figure in kept["requests"] if figure["name"] in ("draft", "get", "search")), kept["requests"]
    assert all(ratio > 0 for ratio in kept["ratios"].values())
