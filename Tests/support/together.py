"""Does things at the same moment, which is where shops lose goods and money."""

import threading
from collections.abc import Callable
from typing import Any


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Runs the tasks on a thread each, all let go at one barrier, and answers their results in order. What one raises is raised."""
    gate = threading.Barrier(len(tasks))
    results: list[Any] = [None] * len(tasks)
    raised: list[BaseException] = []

    def run(index: int, task: Callable[[], Any]) -> None:
        try:
            gate.wait(30)
            results[index] = task()
        except BaseException as error:  # noqa: BLE001 - raised again below, on the test's own thread
            raised.append(error)

    threads = [threading.Thread(target=run, args=(index, task)) for index, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if raised:
        raise raised[0]
    return results
