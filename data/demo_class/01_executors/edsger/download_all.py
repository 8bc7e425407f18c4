import threading

def download_all(fetch, urls, workers):
    urls = list(urls)
    results = {}
    lock = threading.Lock()

    def store(n, value):
        with lock:
            results[n] = value

    def work(n):
        with lock:
            store(n, fetch(urls[n]))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(urls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[n] for n in range(len(urls))]
