"""The running server does what openapi.yaml says: nothing else is accepted, nothing else is answered."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import yaml
from openapi_spec_validator import validate

from support.server import ROOT

SPEC = ROOT / "Sources/Web/openapi.yaml"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,negative_data_rejection"
DOCUMENT = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
TAGS = [tag["name"] for tag in DOCUMENT["tags"]]
# A key that the tool makes up goes to a port that nobody listens at, never to the provider itself.
NOBODY = {"COUNTERFOIL_STRIPE_API_BASE": "http://127.0.0.1:9"}
METHODS = ("get", "post", "put", "patch", "delete")


def operations() -> list[tuple[str, str, dict]]:
    return [(method, path, item[method]) for path, item in DOCUMENT["paths"].items() for method in METHODS if method in item]


def schemathesis(server, *arguments: str) -> subprocess.CompletedProcess:
    """One run of the tool against the document that the server itself hands out."""
    command = shutil.which("schemathesis", path=str(Path(sys.executable).parent)) or "schemathesis"
    return subprocess.run(
        [command, "run", f"{server.url}/openapi.yaml", "--checks", CHECKS, "--header", f"Authorization: Bearer {server.sign_in['token']}",
         "--request-timeout", "10", "--no-color", "--workers", "1", "--suppress-health-check", "all", "--continue-on-failure", "--output-sanitize", "true",
         "--seed", seed(), *arguments],
        capture_output=True, text=True, cwd=server.data.parent)


def findings(done: subprocess.CompletedProcess) -> str:
    """What the tool found, without the long values that it made up, so that a log keeps the finding and not its data."""
    return "\n".join(line if len(line) <= 500 else line[:500] + " …" for line in (done.stdout + done.stderr).splitlines()[-300:])


def examples() -> str:
    """How many examples each operation gets: few in each run, many by hand."""
    return os.environ.get("COUNTERFOIL_CONTRACT_EXAMPLES", "12")


def seed() -> str:
    """The same in each run, so that a run that turns red means a change; others by hand. The tool prints it."""
    return os.environ.get("COUNTERFOIL_CONTRACT_SEED", "20260214")


def test_the_document_is_valid_openapi():
    validate(DOCUMENT)


def test_the_document_is_served_as_it_is(server):
    answer = requests.get(f"{server.url}/openapi.yaml", timeout=10)
    assert answer.status_code == 200
    assert answer.content == SPEC.read_bytes()


def test_every_operation_says_what_it_is_and_what_may_go_wrong():
    seen = set()
    for method, path, operation in operations():
        where = f"{method} {path}"
        assert operation["operationId"] not in seen, where
        seen.add(operation["operationId"])
        assert operation["summary"] and operation["tags"][0] in TAGS, where
        if path.startswith("/api/"):
            assert {"400", "401", "403", "503"} <= set(operation["responses"]), where
        if "requestBody" in operation:
            assert {"413", "415", "422"} <= set(operation["responses"]), where


def test_request_bodies_name_all_their_fields():
    """Unknown fields are refused, so the document closes every object that a caller sends."""
    schemas = DOCUMENT["components"]["schemas"]
    sent = {operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
            for _, _, operation in operations() if "application/json" in operation.get("requestBody", {}).get("content", {})}
    for name in sorted(sent):
        whole = schemas[name]
        closed = [schema.get("additionalProperties") is False for schema in (whole, *whole.get("oneOf", []))]
        assert closed[0] or (closed[1:] and all(closed[1:])), name


def test_the_document_has_every_route_of_the_api_and_no_other():
    written = {f"{method} {re.sub(r'{[^}]*}', '{}', path)}" for method, path, _ in operations() if path.startswith("/api/v1/")}
    route = re.compile(r'\bapi\.(get|post|put|patch|delete)\(\s*"([^"]+)"')
    served = set()
    for source in sorted((ROOT / "Sources/Web").rglob("*.swift")):
        for method, path in route.findall(source.read_text(encoding="utf-8")):
            served.add(f"{method} /api/v1{re.sub(r'{[^}]*}', '{}', path)}")
    assert served == written


def test_every_path_knows_its_methods(server, api):
    """Another method is 405 with `Allow`, and not found is kept for what is not there."""
    for path, item in DOCUMENT["paths"].items():
        known = {method.upper() for method in METHODS if method in item}
        concrete = re.sub(r"\{(\w+)\}", lambda match: f"{match.group(1)[:3]}_0", path)
        for method in {"PUT", "PATCH", "DELETE", "POST"} - known:
            answer = api.request(method, server.url + concrete, {})
            assert answer.status == 405, f"{method} {path} answered {answer.status}"
            allowed = {word.strip() for word in answer.headers["Allow"].split(",")}
            assert known <= allowed, f"{path} allows {allowed}"


@pytest.mark.parametrize("tag", TAGS)
def test_the_server_keeps_to_the_document(fresh_server, tag):
    server = fresh_server(environment=NOBODY)
    pid = server.pid
    done = schemathesis(server, "--include-tag", tag, "--phases", "examples,coverage,fuzzing", "--max-examples", examples())
    server.assert_sound(pid)
    assert done.returncode == 0, findings(done)


@pytest.mark.parametrize("tag", ["Orders", "Catalogue", "Customers", "Stock", "Pricing"])
def test_the_server_keeps_to_the_document_over_many_steps(fresh_server, tag):
    """A tag at a time: among the thousands of steps that the whole document allows, the tool hardly finds two that follow each other."""
    server = fresh_server(environment=NOBODY)
    pid = server.pid
    done = schemathesis(server, "--include-tag", tag, "--phases", "stateful", "--max-examples", examples())
    server.assert_sound(pid)
    assert done.returncode == 0, findings(done)
