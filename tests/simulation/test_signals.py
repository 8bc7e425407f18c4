"""Signals: a program's own come in virtual time, to its main thread, as Python delivers them."""

import _thread
import asyncio
import os
import signal
import threading
import time

from grader import simulate


def test_a_handler_runs_where_the_signal_is_raised():
    def main():
        came = []
        signal.signal(
            signal.SIGUSR1, lambda number, frame: came.append((number, frame is not None))
        )
        signal.raise_signal(signal.SIGUSR1)
        return came

    simulate(main).returns([(signal.SIGUSR1.value, True)])


def test_an_alarm_interrupts_a_sleep_which_then_goes_on():
    def main():
        came, began = [], time.monotonic()
        signal.signal(signal.SIGALRM, lambda *_: came.append(time.monotonic() - began))
        signal.setitimer(signal.ITIMER_REAL, 2, 3)
        time.sleep(9)
        signal.setitimer(signal.ITIMER_REAL, 0)
        time.sleep(9)
        return came

    run = simulate(main)
    run.returns([2.0, 5.0, 8.0])
    run.takes(18)


def test_a_handler_that_raises_ends_a_wait():
    class TooLateError(Exception):
        pass

    def main():
        def give_up(*_):
            raise TooLateError

        signal.signal(signal.SIGALRM, give_up)
        signal.alarm(3)
        lock = threading.Lock()
        lock.acquire()
        try:
            lock.acquire()
        except TooLateError:
            return "given up"

    run = simulate(main)
    run.returns("given up")
    run.takes(3)


def test_ctrl_c_ends_a_program_and_lets_its_coroutine_clean_up():
    def main():
        async def work():
            try:
                await asyncio.sleep(10)
            finally:
                print("cleaned up")

        threading.Timer(1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        try:
            asyncio.run(work())
        except KeyboardInterrupt:
            return "interrupted"

    run = simulate(main)
    run.returns("interrupted")
    run.takes(1)
    assert run.output == "cleaned up\n"


def test_an_event_loop_calls_its_signal_handlers():
    async def main():
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        threading.Timer(2, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
        await stop.wait()

    simulate(main).takes(2)


def test_the_main_thread_handles_a_signal_that_another_thread_raises():
    def main():
        threading.Timer(1, _thread.interrupt_main).start()
        try:
            signal.pause()
        except KeyboardInterrupt:
            return threading.current_thread().name

    simulate(main).returns("MainThread")


def test_only_the_main_thread_may_set_a_handler():
    def main():
        said = []

        def work():
            try:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            except ValueError as error:
                said.append(str(error))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        return said

    simulate(main).returns(["signal only works in main thread of the main interpreter"])


def test_an_unhandled_signal_ends_the_process():
    run = simulate(lambda: signal.raise_signal(signal.SIGTERM))
    assert run.outcome == "crashed"


def test_an_ignored_signal_does_nothing():
    def main():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.kill(os.getpid(), signal.SIGINT)
        return signal.getsignal(signal.SIGINT) == signal.SIG_IGN

    simulate(main).returns(True)
