"""Fixtures around the running server."""

import itertools
from pathlib import Path

import pytest

from support import database, postgres
from support.client import Client
from support.server import Server, binary


def pytest_collection_modifyitems(items) -> None:
    """What only one engine can show is passed over on the other, and counted as skipped."""
    is_postgres = database.engine() == database.POSTGRES
    for item in items:
        for mark in item.iter_markers("sqlite_only"):
            item.add_marker(pytest.mark.skipif(is_postgres, reason=f"SQLite only: {mark.args[0]}"))


def pytest_sessionfinish() -> None:
    """The databases of this process go with it, on a server that stays too."""
    database.drop_all()
    postgres.end_own_server()


@pytest.fixture(autouse=True)
def databases_go_with_their_test(request):
    """A database of a folder that one test made is removed after that test."""
    yield
    folder = request.node.funcargs.get("tmp_path")
    if folder is not None:
        database.drop_under(folder)


@pytest.fixture
def new_database():
    """`new_database()` answers the address of an empty PostgreSQL database for this test, whatever engine the shops run on."""
    made: list[str] = []

    def make() -> str:
        made.append(database.new_database())
        return made[-1]

    yield make
    for address in made:
        database.drop(address)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failing test shows what the server it used had to say."""
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        for name, value in getattr(item, "funcargs", {}).items():
            server = value if isinstance(value, Server) else None
            if server is not None and server.log():
                report.sections.append((f"log of {name}", server.log_tail()))


@pytest.fixture(scope="session")
def counterfoil() -> Path:
    """The binary under test."""
    path = binary()
    assert path.exists(), f"{path} is not built: run script/test, or swift build"
    return path


@pytest.fixture(scope="session")
def server(counterfoil, tmp_path_factory) -> Server:
    """One demo shop for the whole run. Tests make what they need and leave the rest alone."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data")
    pid = server.pid
    yield server
    server.assert_sound(pid)
    assert server.stop() == 0, f"stopping was not clean\n{server.log_tail()}"


@pytest.fixture(scope="session")
def api(server) -> Client:
    """The API as the owner."""
    return Client(server.url, server.sign_in["token"])


@pytest.fixture
def make_token(api):
    """`make_token(role, location=None)` answers a new token's secret text."""
    return api.make_token


@pytest.fixture
def fresh_server(counterfoil, tmp_path):
    """Makes servers for tests that need a shop of their own, want to stop it, or start it with other options."""
    number = itertools.count(1)
    made: list[Server] = []

    def make(*arguments: str, demo: bool = True, data: Path | None = None, environment: dict[str, str] | None = None) -> Server:
        folder = data or tmp_path / f"data-{next(number)}"
        if demo and not folder.exists():
            server = Server.with_demo_shop(folder, *arguments, environment=environment)
        else:
            folder.mkdir(exist_ok=True)
            server = Server(folder, *arguments, environment=environment).start()
        made.append(server)
        return server

    yield make
    for server in made:
        if server.is_running():
            server.stop()


@pytest.fixture
def owner():
    """`owner(server)` is a client of that server with the demo owner's token."""
    return lambda server: Client(server.url, server.sign_in["token"])
