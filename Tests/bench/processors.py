"""How much of the processors a shop's server used, with what PostgreSQL did for its sessions in processes of its own."""

import time

from support import database


def used(server) -> dict[int, float]:
    """Seconds that each process which works for the shop has been on a processor so far: the server's, and on PostgreSQL one for each session.

    PostgreSQL must run on this machine. Its housekeeping is left out, and so are helpers that it takes for one large question and ends with it.
    """
    return {pid: _clock(pid) for pid in (server.pid, *_sessions(server))}


def since(before: dict[int, float], server) -> float:
    """Seconds used since ``used`` was asked; a session that was opened meanwhile counts from its beginning."""
    return sum(seconds - before.get(pid, 0) for pid, seconds in used(server).items())


def _clock(pid: int) -> float:
    # Linux has such a clock for every process; its number is made of the process's own.
    return time.clock_gettime((~pid << 3) | 2)


def _sessions(server) -> list[int]:
    if database.engine() != database.POSTGRES:
        return []
    return [pid for (pid,) in database.database_of(server.data).tuples(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()")]
