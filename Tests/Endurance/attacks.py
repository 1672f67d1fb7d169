#!/usr/bin/env python3
"""Attacks the public port of a running service while an honest client measures what others feel.

Each attack holds its connections for some seconds. Before it and during it, an honest client asks
one question after another over keep-alive connections of its own; its 99th percentile during the
attack must stay within twice that before, and no question of it may fail. The attack itself must
come to nothing: slow and silent connections are closed by the service within their limits.

Usage: Tests/Endurance/attacks.py [--host H] [--port P] [--path PATH] [--connections N]
                                  [--seconds S] [--only NAME] [--pid PID] [--short]

  --path PATH       what the honest client asks; default /v1/indicators
  --connections N   connections of each attack; default 10000 (raise `ulimit -n` first)
  --seconds S       length of each attack; default 15
  --only NAME       one attack: slowloris, half-open, idle, endless-body, header-flood, no-reader
  --pid PID         process of the service; prints its resident memory during each attack
  --short           200 connections, 5 seconds

Exits 1 where a limit is not kept.
"""

import argparse
import multiprocessing
import resource
import selectors
import socket
import statistics
import sys
import threading
import time

ALLOWANCE = 0.002  # seconds; a percentile below this is the noise of the machine


class Honest(threading.Thread):
    """Asks until it is stopped, and notes how long each answer took."""

    def __init__(self, options):
        super().__init__(daemon=True)
        self.options = options
        self.times = []
        self.failures = []
        self.stopped = threading.Event()
        request = f"GET {options.path} HTTP/1.1\r\nHost: {options.host}\r\n\r\n"
        self.request = request.encode()

    def run(self):
        connection = None
        while not self.stopped.is_set():
            begun = time.perf_counter()
            try:
                connection = connection or connect(self.options)
                self.ask(connection)
                self.times.append(time.perf_counter() - begun)
            except OSError as error:
                self.failures.append(str(error))
                if connection:
                    connection.close()
                connection = None
            # A steady client, not one more load.
            time.sleep(0.002)
        if connection:
            connection.close()

    def ask(self, connection):
        connection.sendall(self.request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += receive(connection)
        head, body = data.split(b"\r\n\r\n", 1)
        if not head.startswith(b"HTTP/1.1 200"):
            raise OSError("answered " + head.split(b"\r\n")[0].decode())
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        missing = length - len(body)
        while missing > 0:
            missing -= len(receive(connection))


def receive(connection):
    data = connection.recv(1 << 18)
    if not data:
        raise OSError("the service closed an honest connection")
    return data


def connect(options, buffer=None):
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.settimeout(10)
    connection.connect((options.host, options.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def p99(times):
    return statistics.quantiles(times, n=100)[98] if len(times) >= 100 else float("nan")


def resident(pid):
    """Resident memory in MB, as text; nothing without a process to look at."""
    if pid is None:
        return ""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS:"))
    return f"{int(line.split()[1]) / 1024:.0f} MB "


def measure(options, seconds):
    """What honest clients feel for so many seconds."""
    clients = [Honest(options) for _ in range(4)]
    for client in clients:
        client.start()
    time.sleep(seconds)
    for client in clients:
        client.stopped.set()
    for client in clients:
        client.join(15)
    times = [time for client in clients for time in client.times]
    return times, [failure for client in clients for failure in client.failures]


class Attack:
    """Opens connections and misuses them until it is stopped."""

    name = ""
    #: Bytes sent at once after connecting.
    opening = b""
    #: Bytes sent on every connection from time to time; None sends nothing.
    dripping = None
    pause = 1.0
    buffer = None
    #: How many of the connections take part.
    share = 1.0

    def __init__(self, options):
        self.options = options
        self.opening = type(self).opening.replace(b"PATH", options.path.encode())
        self.opened = 0
        self.ended = 0
        self.answers = {}
        # A process of its own, as threads of one would make the honest clients wait.
        self.stopped = multiprocessing.Event()
        self.ready = multiprocessing.Event()
        self.results, self.outcome = multiprocessing.Pipe(duplex=False)
        self.process = multiprocessing.Process(target=self.run, daemon=True)

    def finish(self):
        """Stops the attack and takes over what its process has counted."""
        self.stopped.set()
        if self.results.poll(60):
            self.opened, self.ended, self.answers = self.results.recv()
        self.process.join(10)

    def run(self):
        selector = selectors.DefaultSelector()
        live = set()
        wanted = max(1, int(self.options.connections * self.share))
        for _ in range(wanted):
            if self.stopped.is_set():
                break
            try:
                connection = connect(self.options, self.buffer)
                connection.setblocking(False)
                self.write(connection, self.opening)
            except OSError:
                continue
            self.opened += 1
            live.add(connection)
            if self.buffer is None:
                selector.register(connection, selectors.EVENT_READ)
        self.ready.set()
        due = time.monotonic() + self.pause
        while not self.stopped.is_set():
            for key, _ in selector.select(0.05):
                self.read(key.fileobj, selector, live)
            if self.dripping is not None and time.monotonic() >= due:
                due = time.monotonic() + self.pause
                for connection in list(live):
                    try:
                        self.write(connection, self.dripping)
                    except OSError:
                        self.end(connection, selector, live)
        self.outcome.send((self.opened, self.ended, self.answers))
        for connection in list(live):
            connection.close()
        selector.close()

    def write(self, connection, data):
        try:
            while data:
                data = data[connection.send(data):]
        except BlockingIOError:
            pass

    def read(self, connection, selector, live):
        try:
            data = connection.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            if data.startswith(b"HTTP/1.1 "):
                status = data[9:12].decode()
                self.answers[status] = self.answers.get(status, 0) + 1
        else:
            self.end(connection, selector, live)

    def end(self, connection, selector, live):
        self.ended += 1
        live.discard(connection)
        try:
            selector.unregister(connection)
        except KeyError:
            pass
        connection.close()


class Slowloris(Attack):
    name = "slowloris"
    opening = b"GET PATH HTTP/1.1\r\nHost: a\r\n"
    dripping = b"X-A: b\r\n"
    pause = 3.0


class HalfOpen(Attack):
    name = "half-open"
    opening = b"G"


class Idle(Attack):
    name = "idle"
    opening = b"GET PATH HTTP/1.1\r\nHost: a\r\n\r\n"


class EndlessBody(Attack):
    name = "endless-body"
    share = 0.02
    opening = (
        b"POST PATH HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    dripping = b"400\r\n" + b"a" * 1024 + b"\r\n"
    pause = 0.2


class HeaderFlood(Attack):
    name = "header-flood"
    share = 0.2
    opening = b"GET PATH HTTP/1.1\r\nHost: a\r\n" + b"X-Flood: " + b"a" * 30_000 + b"\r\n\r\n"


class NoReader(Attack):
    name = "no-reader"
    share = 0.02
    buffer = 4096
    opening = b"GET PATH HTTP/1.1\r\nHost: a\r\n\r\n" * 200
    dripping = b"GET PATH HTTP/1.1\r\nHost: a\r\n\r\n" * 50


ATTACKS = [Slowloris, HalfOpen, Idle, EndlessBody, HeaderFlood, NoReader]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--path", default="/v1/indicators")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--only", choices=[attack.name for attack in ATTACKS])
    parser.add_argument("--pid", type=int)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    if options.short:
        options.connections, options.seconds = 200, 5
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    measure(options, 1)  # warms the answers
    breaches = 0
    print(
        f"{'attack':<14}{'opened':>8}{'ended':>8}  {'p99 before':>10}  {'during':>10}"
        f"  {'ratio':>6}  verdict"
    )
    for kind in ATTACKS:
        if options.only and kind.name != options.only:
            continue
        before, failures = measure(options, options.seconds)
        attack = kind(options)
        attack.process.start()
        attack.ready.wait(120)
        during, more = measure(options, options.seconds)
        failures += more
        memory = resident(options.pid)
        attack.finish()
        old, new = p99(before), p99(during)
        good = not failures and attack.opened > 0 and new <= max(2 * old, ALLOWANCE)
        breaches += not good
        answers = " ".join(f"{count}x{status}" for status, count in sorted(attack.answers.items()))
        print(
            f"{kind.name:<14}{attack.opened:>8}{attack.ended:>8}  {old * 1000:>7.2f} ms"
            f"  {new * 1000:>7.2f} ms  {new / old:>6.2f}  {'kept' if good else 'BREACHED'}"
            f"  {memory}{answers}{'; ' + failures[0] if failures else ''}",
            flush=True,
        )
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
