"""The parent of the workers: it starts them, replaces one that dies, exchanges and stops them all.

It never imports grpc, which must not be there before a fork, and it has no thread.
"""

import os
import select
import signal
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, Self

import structlog

from propengine.contract.application import Application
from propengine.server import metrics
from propengine.server.logs import configure_logs
from propengine.server.ports import Port, address_of, are_local, listen
from propengine.server.reading import Load, Served
from propengine.server.settings import Settings
from propengine.server.signals import READING, STOPPING
from propengine.server.tally import DEATHS, Counts, read
from propengine.server.visits import Visits
from propengine.server.worker import MOST_SAID_BYTES, REPORT_SECONDS, STOP, work

FIRST_DELAY_SECONDS: Final = 0.1
MOST_DELAY_SECONDS: Final = 5.0
MOST_DEATHS: Final = 10
DEATHS_SECONDS: Final = 60.0
"""When more workers than `MOST_DEATHS` die in so many seconds, the server gives up."""
OVER_GRACE_SECONDS: Final = 3.0
"""So long after the grace a worker that has not ended is killed."""
START_SECONDS: Final = 120.0
"""So long a worker that has not said yet that it answers may be silent, or `hung_after` if that is longer."""
SAME_WISH_SECONDS: Final = 1.0
"""Signals that follow the first so soon are the same wish told twice, as `timeout` tells it."""
_HEARD: Final = STOPPING | {READING, signal.SIGCHLD}


def usable_cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0))


def supervise(application: Application, settings: Settings, load: Load) -> int:
    """Serve until a signal of `STOPPING` and return the exit code of the program.

    Args:
        application: what is served at first.
        settings: how.
        load: reads what is served from then on, when told so by the signal `READING`.

    Raises:
        CannotListenError: the address cannot be listened on.
    """
    port = Port(settings.host, settings.port)
    address = address_of(settings.host, port.number)
    served = Served(application)
    del application  # or it would stay for ever
    log = structlog.get_logger()
    if not port.is_local:
        cause = "whoever reaches this port may ask: it asks nobody who they are, and has no TLS"
        log.warning("open_to_others", address=address, cause=cause)
    visits = Visits(_listening_for_metrics(settings), metrics.CONTENT_TYPE)

    def tell(event: str, pids: list[int]) -> None:
        now = served.application
        log.info(
            event,
            address=address,
            workers=pids,
            rulesets={code: ruleset.digest for code, ruleset in now.rulesets.items()},
            code_systems={id_: system.digest for id_, system in now.code_systems.items()},
        )

    def run(link: socket.socket) -> None:
        work(served.application, settings, port.number, link)

    def page(counts: Counts, pids: Iterable[int]) -> bytes:
        return metrics.page(counts, served.read_at, metrics.resident(pids))

    with Supervisor(run, lambda: served.renew(load), settings, tell, (visits, page)) as supervisor:
        code = supervisor.run()
    port.close()
    return code


def _listening_for_metrics(settings: Settings) -> Sequence[socket.socket]:
    """Listen for who asks for metrics, if that is wanted, and say where."""
    if settings.metrics_port is None:
        return ()
    listening, number = listen(settings.metrics_host, settings.metrics_port)
    address, log = address_of(settings.metrics_host, number), structlog.get_logger()
    log.info("metrics", address=address)
    if not are_local(listening):
        log.warning("open_to_others", address=address, cause="whoever reaches this port may read the metrics")
    return listening


def delay_after(deaths: int) -> float:
    """Return how many seconds after a death its replacement starts, by the number of recent deaths."""
    return float(min(FIRST_DELAY_SECONDS * 2 ** (deaths - 1), MOST_DELAY_SECONDS))


@dataclass(slots=True)
class _Worker:
    """What the supervisor knows of one worker.

    Attributes:
        link: what is said to it and heard of it.
        ready: it answers calls.
        silent: so many times in a row nothing was heard of it when it was listened to.
        gone: its end of the link is closed.
        old: it serves rulesets that were exchanged since.
        kill_at: when it is killed if it has not ended; None as long as it is not to end.
        counts: what it has counted since its start, as far as it has told.
    """

    link: socket.socket
    ready: bool = False
    silent: int = 0
    gone: bool = False
    old: bool = False
    kill_at: float | None = None
    counts: Counts = field(default_factory=Counter)


@dataclass(slots=True)
class _State:
    """What the supervisor knows of all of them, by process id; `counts` are of those that have ended."""

    workers: dict[int, _Worker] = field(default_factory=dict)
    serving: bool = False
    reader: int | None = None
    read_again: bool = False
    exchanging: bool = False
    due: list[float] = field(default_factory=list)
    counts: Counts = field(default_factory=Counter)
    deaths: deque[float] = field(default_factory=deque)
    listen_at: float = 0.0
    stopping_since: float = 0.0
    kill_at: float | None = None
    code: int = 0


class Supervisor:
    """Some workers, all alike."""

    def __init__(
        self,
        run: Callable[[socket.socket], None],
        renew: Callable[[], bool],
        settings: Settings,
        tell: Callable[[str, list[int]], None],
        metrics: tuple[Visits, Callable[[Counts, Iterable[int]], bytes]],
    ) -> None:
        """Prepare.

        Args:
            run: what a worker does; gets the link on which it hears that it is to stop, and says that it is
                there: first when it answers calls, then once a second.
            renew: reads what new workers serve, and says whether that is other than before; called in a
                process that ends with it first, and in this one when that went well.
            settings: how many workers, and how long they are waited for.
            tell: called with an event of the log and the workers when all of them are ready.
            metrics: who asks for them, and what makes the page, of what all workers have counted.
        """
        self._visits, self._page = metrics
        self._run = run
        self._renew = renew
        self._settings = settings
        self._count = settings.workers or usable_cores()
        self._tell = tell
        self._state = _State()
        self._log = structlog.get_logger()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._visits.close()
        for worker in self._state.workers.values():
            worker.link.close()

    def run(self) -> int:
        """Start the workers, look after them until they have stopped, and return the exit code."""
        state = self._state
        with _signals() as heard:
            for _ in range(self._count):
                self._fork(heard)
            while state.workers or state.due:
                links = [worker.link.fileno() for worker in state.workers.values() if not worker.gone]
                reading = [heard, *links, *self._visits.reading]
                found, free, _ = select.select(reading, self._visits.writing, [], self._patience())
                self._hear()
                self._visits.go_on({*found, *free}, self._make_page)
                if heard in found:
                    for number in os.read(heard, 512):
                        if number in STOPPING:
                            self._stop()
                        elif number == READING:
                            state.read_again = True
                self._reap()
                self._do_what_is_due(heard)
        self._log.info("stopped")
        return state.code

    def _patience(self) -> float:
        """Return how many seconds there are until something is due."""
        state = self._state
        kills = [state.kill_at, *(worker.kill_at for worker in state.workers.values())]
        times = [state.listen_at, *state.due, *(at for at in kills if at is not None)]
        return max(0.0, min(times) - time.monotonic())

    def _fork(self, heard: int) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = self._child(heard)
        if not pid:
            ours.close()
            self._run(theirs)
        theirs.close()
        ours.settimeout(0)
        self._state.workers[pid] = _Worker(ours)

    def _child(self, heard: int) -> int:
        """Fork; return the child's id, and 0 in the child, which keeps only what it needs."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)  # the child must not hear with the parent's ears
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for number in (*STOPPING, READING):
                signal.signal(number, signal.SIG_IGN)  # a signal to the whole group is for the parent
            os.close(heard)
            self._visits.close()
            for worker in self._state.workers.values():
                worker.link.close()  # or that worker would not notice that the parent is gone
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        return pid

    def _hear(self) -> None:
        """Hear what the workers have said since."""
        state = self._state
        for worker in state.workers.values():
            _listen_to(worker)
        ready = [pid for pid, worker in state.workers.items() if worker.ready]
        if not state.serving and len(ready) >= self._count and state.kill_at is None:
            state.serving = True
            self._tell("serving", sorted(ready))

    def _make_page(self) -> bytes:
        """Return the metrics of all workers, those that have ended included."""
        workers = self._state.workers
        counts = sum((worker.counts for worker in workers.values()), self._state.counts)
        return self._page(counts, sorted(workers))

    def _notice_silence(self) -> None:
        """Kill workers of which nothing was heard for so long that they must hang."""
        for pid, worker in self._state.workers.items():
            worker.silent += 1
            patience = self._settings.hung_after
            if worker.silent > (patience if worker.ready else max(patience, START_SECONDS)):
                self._log.error("worker_hung", worker=pid, silent_s=worker.silent)
                os.kill(pid, signal.SIGKILL)

    def _stop(self, code: int = 0) -> None:
        """Tell the workers to stop; being told again later, kill them."""
        state, now = self._state, time.monotonic()
        if state.kill_at is not None:
            if now - state.stopping_since > SAME_WISH_SECONDS:
                self._kill()
            return
        self._log.info("stopping", grace_s=self._settings.grace)
        state.code = code
        state.due.clear()
        if state.reader is not None:
            os.kill(state.reader, signal.SIGKILL)
        state.stopping_since = now
        state.kill_at = now + self._settings.grace + OVER_GRACE_SECONDS
        for worker in state.workers.values():
            _tell_stop(worker)

    def _kill(self) -> None:
        for pid in self._state.workers:
            self._log.warning("worker_killed", worker=pid)
            os.kill(pid, signal.SIGKILL)
        self._state.kill_at = time.monotonic() + OVER_GRACE_SECONDS

    def _reap(self) -> None:
        state = self._state
        for pid in sorted(state.workers):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                worker = state.workers.pop(pid)
                _listen_to(worker)
                state.counts += worker.counts
                worker.link.close()
                if state.kill_at is None and worker.kill_at is None:
                    self._bury(pid, os.waitstatus_to_exitcode(status))
        if state.reader is not None:
            found, status = os.waitpid(state.reader, os.WNOHANG)
            if found:
                state.reader = None
                self._take_over(os.waitstatus_to_exitcode(status))

    def _take_over(self, code: int) -> None:
        """Serve what could be read in the process that has ended, or say why what is served stays."""
        state = self._state
        if state.kill_at is not None:
            return
        if code < 0:
            cause = f"the process that read them was ended by {signal.Signals(-code).name}"
            self._log.error("rulesets_kept", cause=cause)
        elif code or not self._renew():
            self._log.error("rulesets_kept", cause="those that were read anew have faults")
        else:
            state.exchanging = True
            for worker in state.workers.values():
                worker.old = True

    def _read_anew(self, heard: int) -> None:
        """Read in a process of its own: whatever a file does to it, what is served is served on."""
        state = self._state
        state.read_again = False
        self._log.info("reading_rulesets")
        state.reader = self._child(heard)
        if not state.reader:
            code = 1
            try:
                configure_logs(self._settings.log_level)
                code = not self._renew()
            finally:
                os._exit(code)

    def _exchange_one(self, heard: int) -> None:
        """Go on with exchanging the workers: one new one is there before one old one is told to end."""
        state = self._state
        old = [worker for worker in state.workers.values() if worker.old]
        if any(worker.kill_at is not None for worker in old):
            return
        if not all(worker.ready for worker in state.workers.values() if not worker.old):
            return
        if not old and len(state.workers) >= self._count:
            state.exchanging = False
            self._tell("rulesets_exchanged", sorted(state.workers))
        elif len(state.workers) > self._count:
            old[0].kill_at = time.monotonic() + self._settings.grace + OVER_GRACE_SECONDS
            _tell_stop(old[0])
        elif not state.due:
            self._fork(heard)

    def _bury(self, pid: int, code: int) -> None:
        """Plan the replacement of a worker that died, or give up."""
        state = self._state
        cause = {"signal": signal.Signals(-code).name} if code < 0 else {"exit": code}
        self._log.error("worker_died", worker=pid, **cause)
        state.counts[(DEATHS,)] += 1
        now = time.monotonic()
        state.deaths.append(now)
        while state.deaths[0] < now - DEATHS_SECONDS:
            state.deaths.popleft()
        if not state.serving:
            self._log.error("cannot_start", cause="a worker died before all of them answered")
            self._stop(1)
        elif len(state.deaths) > MOST_DEATHS:
            self._log.error(
                "giving_up", cause=f"{len(state.deaths)} workers died within {DEATHS_SECONDS:.0f} seconds"
            )
            self._stop(1)
        else:
            state.due.append(now + delay_after(len(state.deaths)))

    def _do_what_is_due(self, heard: int) -> None:
        state, now = self._state, time.monotonic()
        if state.kill_at is not None and now >= state.kill_at:
            self._kill()
        if now >= state.listen_at:
            state.listen_at = now + REPORT_SECONDS
            self._visits.look()
            if state.kill_at is None:
                self._notice_silence()
        for pid, worker in state.workers.items():
            if worker.kill_at is not None and now >= worker.kill_at:
                self._log.warning("worker_killed", worker=pid)
                os.kill(pid, signal.SIGKILL)
                worker.kill_at = now + OVER_GRACE_SECONDS
        for due in [due for due in state.due if due <= now]:
            state.due.remove(due)
            self._fork(heard)
            self._log.info("worker_replaced")
        if state.kill_at is None and state.serving:
            if state.exchanging:
                self._exchange_one(heard)
            elif state.read_again and state.reader is None:
                self._read_anew(heard)


def _listen_to(worker: _Worker) -> None:
    """Hear what a worker has said since, and note whether it is gone."""
    try:
        while not worker.gone:
            if said := worker.link.recv(MOST_SAID_BYTES):
                worker.ready, worker.silent, worker.counts = True, 0, read(said)
            else:
                worker.gone = True
    except BlockingIOError:
        pass
    except ConnectionError:
        worker.gone = True


def _tell_stop(worker: _Worker) -> None:
    """Tell a worker to stop; one that has just died needs no telling."""
    with suppress(OSError):
        worker.link.send(STOP)


@contextmanager
def _signals() -> Iterator[int]:
    """Hear the signals as bytes of a pipe, instead of being interrupted by them."""
    heard, told = os.pipe()
    os.set_blocking(told, False)
    before = {number: signal.signal(number, lambda *_: None) for number in _HEARD}
    signal.set_wakeup_fd(told)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
    try:
        yield heard
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(heard)
        os.close(told)
