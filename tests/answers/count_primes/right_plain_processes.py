"""Target: count_primes

Approach: at most `workers` plain processes at once, each with one limit and a pipe
"""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait

from primes import primes_below


def work(connection, limit):
    connection.send(primes_below(limit))
    connection.close()


def count_primes(limits, workers):
    limits, counts, running, place = list(limits), {}, {}, 0
    while place < len(limits) or running:
        while place < len(limits) and len(running) < workers:
            mine, theirs = Pipe()
            process = Process(target=work, args=(theirs, limits[place]))
            process.start()
            running[mine] = place, process
            place += 1
        for connection in wait(list(running)):
            number, process = running.pop(connection)
            counts[number] = connection.recv()
            process.join()
    return [counts[number] for number in range(len(limits))]
