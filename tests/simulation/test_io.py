"""Real sockets on loopback, real bytes, virtual time."""

import asyncio
import select
import socket
import threading
import time

from aiohttp import ClientSession, ClientTimeout, web

from grader import log, now, simulate


async def serve(handler):
    """Serve on a free port of loopback; the runner and the address."""
    app = web.Application()
    app.router.add_get("/{seconds}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"


async def slowly(request):
    """Answer after as many seconds as the path says."""
    seconds = float(request.match_info["seconds"])
    await asyncio.sleep(seconds)
    return web.Response(text=f"{seconds:g} later")


def test_an_unmodified_aiohttp_server_and_client_take_exact_times():
    async def main():
        runner, address = await serve(slowly)

        async def get(seconds):
            async with session.get(f"{address}/{seconds}") as response:
                text = await response.text()
                log([text, now()])

        async with ClientSession() as session:
            await asyncio.gather(*map(get, (3, 1, 2)))
        await runner.cleanup()

    run = simulate(main)
    run.logs([["1 later", 1.0], ["2 later", 2.0], ["3 later", 3.0]])
    run.keeps_loop_free()


def test_the_timeout_of_an_aiohttp_client_is_exact():
    async def main():
        runner, address = await serve(slowly)
        async with ClientSession(timeout=ClientTimeout(total=5)) as session:
            try:
                await session.get(f"{address}/60")
            except TimeoutError:
                log(now())
        await runner.cleanup()

    simulate(main).logs([5.0])


def test_no_timeout_fires_while_bytes_are_on_their_way():
    """A megabyte takes many system calls and no virtual time."""

    async def main():
        async def handle(reader, writer):
            writer.write(b"x" * 1_000_000)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        async with server, asyncio.timeout(0.001):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            text = await reader.read()
            writer.close()
        return len(text), asyncio.get_running_loop().time() - 100

    for _ in range(5):
        simulate(main).returns((1_000_000, 0.0))


def test_two_threads_talk_over_blocking_sockets():
    def main():
        server = socket.create_server(("127.0.0.1", 0))

        def serve():
            connection, _ = server.accept()
            with connection:
                time.sleep(2)
                connection.sendall(connection.recv(9).upper())

        thread = threading.Thread(target=serve)
        thread.start()
        with socket.create_connection(server.getsockname()) as client:
            client.sendall(b"hello")
            answer = client.recv(9)
        thread.join()
        server.close()
        return answer

    run = simulate(main)
    run.returns(b"HELLO")
    run.takes(2)


def test_the_timeout_of_a_socket_is_virtual():
    def main():
        here, there = socket.socketpair()
        with here, there:
            here.settimeout(30)
            here.recv(1)

    run = simulate(main)
    run.raises(TimeoutError)
    assert run.elapsed == 30


def test_select_without_files_only_sleeps():
    def main():
        select.select([], [], [], 2.5)
        log(now())
        return select.select([], [], [], 0)

    run = simulate(main)
    run.returns(([], [], []))
    run.logs([2.5])
    run.stays_idle()


def test_select_waits_for_data_until_its_timeout():
    def main():
        here, there = socket.socketpair()
        later = threading.Timer(2, there.send, [b"x"])
        later.start()
        log([len(kind) for kind in select.select([here], [], [], 1)] + [now()])
        log([len(kind) for kind in select.select([here], [], [])] + [now()])
        later.join()
        here.close()
        there.close()

    simulate(main).logs([[0, 0, 0, 1.0], [1, 0, 0, 2.0]])
