"""Target: run_blocking

Approach: a byte through a socket wakes the loop
"""

import asyncio, threading, socket
async def run_blocking(fn, *args):
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    box = []
    def work():
        try: box.append((fn(*args), None))
        except Exception as e: box.append((None, e))
        b.send(b"x")
    threading.Thread(target=work).start()
    try: await loop.sock_recv(a, 1)
    finally: a.close(); b.close()
    r, e = box[0]
    if e: raise e
    return r
