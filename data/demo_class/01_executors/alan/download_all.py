def download_all(fetch, urls, workers):
    return [fetch(url) for url in urls]
