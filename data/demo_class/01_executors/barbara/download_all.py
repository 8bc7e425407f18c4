import threading

def download_all(fetch, urls, workers):
    urls = list(urls)
    results = [None] * len(urls)

    def work(n):
        results[n] = fetch(urls[n])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(urls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
