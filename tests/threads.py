"""Several at the same moment, in real threads with a connection each; only on a database that commits."""

import threading

from django.db import close_old_connections, connection


def at_once(*acts) -> list[Exception | None]:
    """Each act in a thread of its own, started at one barrier; what each raised, None where nothing."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number):
        close_old_connections()
        try:
            barrier.wait()
            acts[number]()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
