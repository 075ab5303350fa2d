"""Sending what is due: beside everything else that the worker does, and each receiver by itself."""

import logging
import threading
import time
from queue import Empty, SimpleQueue

from django.db import Error, close_old_connections

from .messages import Message, compose
from .models import Delivery
from .results import Outcome, Result
from .sealing import UnreadableSecretError
from .taking import settle, take
from .transport import TOTAL_SECONDS, post

logger = logging.getLogger(__name__)

# Set where there is something to look at; without it the dispatcher looks twice a second.
NEWS = threading.Event()
LOOK_SECONDS = 0.5


def dispatch(stopping: threading.Event) -> None:
    """Send what is due until `stopping` is set, then wait for what is on its way."""
    dispatcher = Dispatcher()
    while not stopping.is_set():
        try:
            dispatcher.look()
        except Error:
            # Locked or away; the next look begins with a connection that works.
            logger.exception("nothing could be dispatched")
            close_old_connections()
        NEWS.wait(LOOK_SECONDS)
        NEWS.clear()
    dispatcher.finish()


class Dispatcher:
    """Gives each delivery a thread of its own, and alone speaks to the database.

    A receiver gets one message at a time, so that there are no more threads than receivers, and one
    that hangs holds up nobody else.
    """

    def __init__(self) -> None:
        self._under_way: dict[int, Delivery] = {}
        self._ended: SimpleQueue[tuple[Delivery, Outcome]] = SimpleQueue()

    def look(self) -> None:
        """Write down what has ended and begin what is due."""
        self._write_down()
        for delivery in take(self._under_way.keys()):
            self._begin(delivery)

    def finish(self, seconds: float = TOTAL_SECONDS + 1) -> None:
        """Wait for what is under way and write it down; what takes longer, its lease gives back."""
        end = time.monotonic() + seconds
        while self._under_way and time.monotonic() < end:
            NEWS.wait(LOOK_SECONDS)
            NEWS.clear()
            self._write_down()

    def _begin(self, delivery: Delivery) -> None:
        try:
            message = compose(delivery)
        except UnreadableSecretError:
            settle(delivery, Outcome(Result.SECRET))
            return
        self._under_way[delivery.endpoint_id] = delivery
        # A daemon: a name server that hangs must not keep a worker that is told to stop.
        threading.Thread(target=self._send, args=(delivery, message), daemon=True).start()

    def _send(self, delivery: Delivery, message: Message) -> None:
        try:
            outcome = post(message.address, message.body, message.headers)
        except Exception:
            logger.exception("%s could not be sent", delivery)
            outcome = Outcome(Result.INTERNAL)
        self._ended.put((delivery, outcome))
        NEWS.set()

    def _write_down(self) -> None:
        while True:
            try:
                delivery, outcome = self._ended.get_nowait()
            except Empty:
                return
            # First: what cannot be written down is sent again when its lease is over.
            del self._under_way[delivery.endpoint_id]
            settle(delivery, outcome)
