"""Target: run_tree

Approach: every generator is driven by an asyncio task; a handle is the task
"""

import asyncio

def run_tree(gen):
    tasks = []

    async def drive(gen):
        send, value = gen.send, None
        try:
            while True:
                wish = send(value)
                send, value = gen.send, None
                try:
                    if isinstance(wish, (int, float)):
                        await asyncio.sleep(wish)
                    elif wish[0] == "spawn":
                        value = asyncio.ensure_future(drive(wish[1]))
                        tasks.append(value)
                    elif wish[0] == "cancel":
                        wish[1].cancel()
                        await asyncio.sleep(0)
                    else:
                        await asyncio.wait([wish[1]])
                        if wish[1].cancelled():
                            send, value = gen.throw, RuntimeError("cancelled")
                        elif wish[1].exception():
                            send, value = gen.throw, wish[1].exception()
                        else:
                            value = wish[1].result()
                except asyncio.CancelledError:
                    gen.close()
                    raise
        except StopIteration as stop:
            return stop.value

    async def main():
        root = asyncio.ensure_future(drive(gen))
        await asyncio.wait([root])
        while any(not task.done() for task in tasks):
            await asyncio.wait(tasks)
        return root.result()

    return asyncio.run(main())
