from concurrent.futures import ThreadPoolExecutor

def collect(fn, items, workers):
    with ThreadPoolExecutor(1) as pool:
        def everything():
            return [pool.submit(fn, item).result() for item in items]
        return pool.submit(everything).result(), {}
