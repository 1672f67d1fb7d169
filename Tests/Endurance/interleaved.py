#!/usr/bin/env python3
"""Reads figures by the hundred thousand while syncs and imports change them.

Usage: interleaved.py PROGRAM [READS] [--seed N] [--readers N] [--instances N] [--commits N]
                      [--pause SECONDS] [--busy N] [--commands-only]

Makes a random province in a home of its own and serves it by several instances over one database.
Readers (processes with kept connections to all instances, one request at a time each) ask READS
times in all, default 20,000; meanwhile catalogs are synced and dossiers imported, by the command
and by POST in turn, at least --commits times (default 20). Afterwards:

  - every answer belongs to exactly one data version: the version that its entity tag names is the
    one in its body, the same question has the same bytes under the same version on every instance,
    and its figures are those that were counted here from the rows of that version's files;
  - nothing goes back in time: no request that began after another had ended, on whatever instance,
    was answered by an older version;
  - a request that began after a commit had returned was answered by that version or a later one,
    and none by a version whose run had not begun;
  - the command gives the same figures for the instants of a sample of the versions (`--known`).

Times are of one clock of this machine. Prints a summary; exits 1 at a breach, with the first ten.
--busy N allows that many answers of status 503, default 0; --commands-only posts nothing.
"""
import argparse
import array
import csv
import http.client
import json
import multiprocessing
import os
import pickle
import random
import socket
import sys
import time

from province import NO, YES, Province
from recount import Recount, span
from service import Ground

AGENCY, PERIOD = "H32.02", "2023"
# Indicator, query, and how its groups or its scope are counted again.
QUESTIONS = [
    ("level4_of_all", "count=procedures", None), ("level4_of_all", "count=offerings", None),
    ("level4_of_all", "count=offerings&by=agency", "agency"),
    ("online_of_all", f"count=offerings&agency={AGENCY}", None),
    ("online_of_all", "count=procedures&by=field", "field"),
    ("dossiers_online", f"period={PERIOD}", None),
    ("dossiers_online", f"period={PERIOD}&by=agency", "agency"),
]
NOT_MODIFIED, OK, BUSY = 304, 200, 503


class Line:
    """A kept connection on which one request is asked at a time."""

    def __init__(self, port):
        self.port = port
        self.socket = None
        self.opened = 0

    def ask(self, request):
        """Status, entity tag and body; opens the connection again where the service closed it."""
        for _ in range(3):
            try:
                if self.socket is None:
                    self.socket = socket.create_connection(("127.0.0.1", self.port), 30)
                    self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.opened += 1
                self.socket.sendall(request)
                return self.answer()
            except ConnectionError:
                self.socket = None
        raise ConnectionError(f"port {self.port} closed three connections without an answer")

    def answer(self):
        data = self.socket.recv(262_144)
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self.more()
        head = data[:end].lower()
        status = int(head[9:12])
        length = 0
        if status != NOT_MODIFIED:
            at = head.index(b"\r\ncontent-length:") + 17
            stop = head.find(b"\r\n", at)
            length = int(head[at:stop if stop > 0 else None])
        while len(data) < end + 4 + length:
            data += self.more()
        at = head.find(b"\r\netag:")
        tag = head[at + 7:head.find(b"\r\n", at + 7) if head.find(b"\r\n", at + 7) > 0 else None]
        if b"\r\nconnection: close" in head:
            self.socket.close()
            self.socket = None
        return status, tag.strip() if at >= 0 else b"", data[end + 4:]

    def more(self):
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("closed in the middle of an answer")
        return data


def read(number, ports, share, seed, enough, path):
    """One reader: asks until its share is done and enough was committed, then writes what it saw:
    start, end and version of each answer, and each answer's body once."""
    rng = random.Random(seed)
    lines = [Line(port) for port in ports for _ in range(2)]
    requests = [f"GET /v1/stats/{name}?{query} HTTP/1.1\r\nHost: localhost\r\n".encode()
                for name, query, _ in QUESTIONS]
    times, versions = array.array("q"), array.array("q")
    bodies, last, counts, breaches = {}, {}, {}, []
    done = 0
    while done < share or not enough.value:
        place = rng.randrange(len(QUESTIONS))
        line = rng.choice(lines)
        request = requests[place]
        tag = last.get(place)
        conditional = tag is not None and rng.random() < 0.25
        if conditional:
            request += b"If-None-Match: " + tag + b"\r\n"
        start = time.monotonic_ns()
        status, tag, body = line.ask(request + b"\r\n")
        end = time.monotonic_ns()
        done += 1
        counts[status] = counts.get(status, 0) + 1
        if status == BUSY:
            continue
        if status not in (OK, NOT_MODIFIED) or tag[:1] != b'"' or b"-" not in tag:
            breaches.append(f"{QUESTIONS[place]}: status {status}, tag {tag}: {body[:300]}")
            break
        if status == NOT_MODIFIED and tag != last.get(place):
            breaches.append(f"{QUESTIONS[place]}: 304 for {last.get(place)} with the tag {tag}")
        if status == OK and bodies.setdefault((place, tag), body) != body:
            breaches.append(f"{QUESTIONS[place]}: two bodies under the tag {tag}")
        last[place] = tag
        times.extend((start, end))
        versions.append(int(tag[1:tag.index(b"-")]))
    opened = sum(line.opened for line in lines)
    with open(path, "wb") as file:
        pickle.dump((times, versions, bodies, counts, opened, breaches), file)


class Writer:
    """Changes the province step by step and knows what each version must answer."""

    def __init__(self, ground, services, province, rng, ways):
        self.ground, self.services = ground, services
        self.province, self.rng, self.ways = province, rng, ways
        self.expected, self.instants = {}, {}
        # When a run began, when its commit had returned, and the version, in their order.
        self.commits = []
        self.made = {}
        self.breaches = []
        token = ground.program.run("token", "create", "--name", "interleaved", "--scope", "sync")
        self.token = token.strip()

    def sync(self, kind, file, how):
        """The version that a run made."""
        start = time.monotonic_ns()
        if how == "command":
            verb = "sync" if kind == "catalog" else "import"
            summary = json.loads(self.ground.program.run(verb, kind, file, "--output", "json"))
        else:
            summary = self.post(kind, file)
        end = time.monotonic_ns()
        version = summary["data_version"]
        if summary["state"] != "applied" or self.commits and version <= self.commits[-1][2]:
            sys.exit(f"{kind} by {how}: a run that changes something moved no version: {summary}")
        self.commits.append((start, end, version))
        self.made[kind, how] = self.made.get((kind, how), 0) + 1
        self.expected[version] = self.figures()
        for service in self.services:
            asked = time.monotonic_ns()
            status, headers, _ = service.get("/v1/stats/level4_of_all?count=offerings")
            seen = int(headers["ETag"].strip('"').split("-")[0]) if status == OK else None
            if status != BUSY and (seen is None or seen < version):
                self.breaches.append(
                    f"version {version} by {how}: the first request after its commit, "
                    f"{asked - end} ns later on port {service.port}, got {seen or status}")

    def post(self, kind, file):
        service = self.rng.choice(self.services)
        path = f"/v1/{'sync' if kind == 'catalog' else 'import'}/{kind}?wait=30"
        with open(file, "rb") as body:
            content = body.read()
        line = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
        line.request("POST", path, content, {"Authorization": f"Bearer {self.token}",
                                             "Content-Type": "text/csv"})
        answer = line.getresponse()
        text = answer.read()
        line.close()
        if answer.status != OK:
            sys.exit(f"POST {path}: status {answer.status}: {text[:500]}")
        return json.loads(text)

    def step(self):
        """Changes something and brings it in."""
        how = self.ways[len(self.commits) % len(self.ways)]
        rows = self.province
        if self.rng.random() < 0.6:
            for key in self.rng.sample(sorted(rows.offerings), self.rng.randint(1, 4)):
                row = rows.offerings[key]
                row["level"] = self.rng.choice([one for one in ("4", "3", "2") if
                                                one != row["level"]])
            rows.write(self.ground.home)
            self.sync("catalog", f"{self.ground.home}/catalog.csv", how)
            return
        first = len(rows.dossiers)
        fresh = [rows.dossier(first + number) for number in range(self.rng.randint(1, 20))]
        fresh[0].update(status=9, channel="2")
        fresh[0]["received_at"] = fresh[0]["received_at"].replace(year=2023, month=5, day=5)
        for name in ("due_at", "finished_at"):
            fresh[0][name] = fresh[0]["received_at"]
        rows.dossiers += fresh
        path = f"{self.ground.home}/more.csv"
        text = lambda value: ("" if value is None else value.strftime("%d/%m/%Y %H:%M:%S")
                              if hasattr(value, "strftime") else value)
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(list(fresh[0]))
            writer.writerows([[text(cell) for cell in row.values()] for row in fresh])
        self.sync("dossiers", path, how)

    def figures(self):
        """What each question must answer now: the whole, and each group by its key."""
        return [self.figure(name, query, split) for name, query, split in QUESTIONS]

    def figure(self, name, query, split):
        recount = Recount(self.province)
        options = dict(part.split("=") for part in query.split("&"))
        first, last = span(options.get("period", PERIOD), "civil")
        below = self.province.below(options.get("agency", "H32"))

        def counted(scope):
            if name == "dossiers_online":
                return recount.events(name, scope, first, last)
            return recount.catalog(name, scope, options["count"], first, last)

        scope = lambda code, place: place in below
        groups = {}
        if split == "agency":
            for key in self.province.agencies:
                under = self.province.below(key)
                groups[key] = counted(lambda code, place, under=under: place in under)
        elif split == "field":
            for key in self.province.fields:
                groups[key] = counted(lambda code, place, key=key:
                                      self.province.procedures[code] == key)
        return counted(scope), groups

    def check_known(self, sample):
        """Asks the command for some versions as they were known then."""
        for version in sample:
            for place, (name, query, _) in enumerate(QUESTIONS):
                options = dict(part.split("=") for part in query.split("&"))
                arguments = ["--known", self.instants[version], "--output", "json"]
                arguments += ["--count", options["count"]] if "count" in options else []
                arguments += ["--period", PERIOD] if "period" in options else []
                arguments += ["--where", f"agency={AGENCY}"] if "agency" in options else []
                figure = json.loads(self.ground.program.run("stats", name, *arguments))
                found = figure["numerator"], figure["denominator"], figure["unknown"]
                if found != self.expected[version][place][0]:
                    self.breaches.append(
                        f"version {version}, {name} {query}: the command knows {found}, counted "
                        f"here {self.expected[version][place][0]}")


def check_bodies(writer, seen):
    """Each question has one body under each version, with the figures of that version."""
    breaches, tags = [], {}
    for (place, tag), body in seen.items():
        name, query, _ = QUESTIONS[place]
        what = f"{name} {query} {tag.decode()}"
        version = int(tag[1:tag.index(b"-")])
        if tags.setdefault((place, version), tag) != tag:
            breaches.append(f"{what}: {tags[place, version].decode()} is of the same version")
        figure = json.loads(body)
        writer.instants[version] = figure["known_on"]
        if figure["data_version"] != version:
            breaches.append(f"{what}: the body says version {figure['data_version']}")
        if version not in writer.expected:
            breaches.append(f"{what}: nobody made that version")
            continue
        whole, groups = writer.expected[version][place]
        count = lambda one: (one["numerator"], one["denominator"], one["unknown"])
        if count(figure) != whole:
            breaches.append(f"{what}: {count(figure)}, counted here {whole}")
        for group in figure.get("groups") or []:
            if count(group) != groups.get(group["key"]):
                breaches.append(f"{what} {group['key']}: {count(group)}, counted here "
                                f"{groups.get(group['key'])}")
    return breaches


def check_order(reads, commits):
    """Nothing goes back, a commit is seen by who comes after it and by nobody before it."""
    breaches = []
    starts = sorted(reads)
    ends = sorted([(end, version, "answer") for _, end, version in reads]
                  + [(end, version, "commit") for _, end, version in commits])
    floor, cause, place = -1, None, 0
    for start, end, version in starts:
        while place < len(ends) and ends[place][0] < start:
            if ends[place][1] > floor:
                floor, cause = ends[place][1], ends[place]
            place += 1
        if version < floor:
            breaches.append(f"a request that began {start - cause[0]} ns after the {cause[2]} of "
                            f"version {floor} was answered by version {version}")
    begun = {version: start for start, _, version in commits}
    for start, end, version in starts:
        if version in begun and end < begun[version]:
            breaches.append(f"version {version} was seen {begun[version] - end} ns before its run")
    return breaches


def run(ground, options):
    rng = random.Random(options.seed)
    province = Province(rng, 300)
    province.write(ground.home)
    command = ground.program.run
    command("sync", "agencies", f"{ground.home}/agencies.csv", "--effective", "2022-01-01")
    command("sync", "catalog", f"{ground.home}/catalog.csv", "--effective", "2022-01-01")
    begun = json.loads(command("import", "dossiers", f"{ground.home}/dossiers.csv",
                               "--output", "json"))
    services = [ground.serve() for _ in range(options.instances)]
    writer = Writer(ground, services, province, rng,
                    ("command",) if options.commands_only else ("command", "POST"))
    writer.expected[begun["data_version"]] = writer.figures()
    enough = multiprocessing.Value("b", 0, lock=False)
    share = -(-options.reads // options.readers)
    paths = [f"{ground.home}/reader-{number}" for number in range(options.readers)]
    readers = [multiprocessing.Process(
        daemon=True, target=read, args=(number, [service.port for service in services], share,
                           options.seed * 1000 + number, enough, paths[number]))
        for number in range(options.readers)]
    started = time.monotonic()
    for reader in readers:
        reader.start()
    while any(reader.is_alive() for reader in readers):
        writer.step()
        enough.value = len(writer.commits) >= options.commits
        time.sleep(options.pause)
    took = time.monotonic() - started
    return report(writer, paths, options, took)


def report(writer, paths, options, took):
    reads, seen, counts, opened = [], {}, {}, 0
    breaches = writer.breaches
    for path in paths:
        if not os.path.exists(path):
            sys.exit("a reader ended before it had written what it saw")
        with open(path, "rb") as file:
            times, versions, bodies, counted, lines, wrong = pickle.load(file)
        opened += lines
        breaches += wrong
        for status, number in counted.items():
            counts[status] = counts.get(status, 0) + number
        reads += zip(times[0::2], times[1::2], versions)
        for key, body in bodies.items():
            if seen.setdefault(key, body) != body:
                breaches.append(f"{QUESTIONS[key[0]]} {key[1]}: two bodies in two readers")
    breaches += check_bodies(writer, seen)
    breaches += check_order(reads, writer.commits)
    known = sorted(set(writer.expected) & set(writer.instants))
    writer.check_known(random.Random(options.seed).sample(known, min(10, len(known))))
    if counts.get(BUSY, 0) > options.busy:
        breaches.append(f"{counts[BUSY]} answers of status 503; allowed are {options.busy}")
    spans = sorted(end - start for start, end, _ in reads)
    at = lambda share: spans[min(len(spans) - 1, int(len(spans) * share))] / 1e6
    print(f"reads      {sum(counts.values()):>10}   " + ", ".join(
        f"{number} of status {status}" for status, number in sorted(counts.items())))
    print(f"rate       {sum(counts.values()) / took:>10.0f}   per second, {len(paths)} readers on "
          f"{opened} connections to {len(writer.services)} instances")
    print(f"time       {at(0.5):>10.2f}   ms at the median, {at(0.99):.2f} at p99, "
          f"{at(1):.2f} at most")
    print(f"commits    {len(writer.commits):>10}   " + ", ".join(
        f"{number} of {kind} by {how}" for (kind, how), number in sorted(writer.made.items())))
    print(f"versions   {len(known):>10}   read, {len(seen)} different answers")
    print(f"breaches   {len(breaches):>10}")
    for breach in breaches[:10]:
        print(breach, file=sys.stderr)
    return not breaches


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("reads", nargs="?", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--readers", type=int, default=6)
    parser.add_argument("--instances", type=int, default=2)
    parser.add_argument("--commits", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.1)
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--commands-only", action="store_true")
    options = parser.parse_args()
    multiprocessing.set_start_method("fork")
    with Ground(options.program, "motcua-interleaved.") as ground:
        sys.exit(0 if run(ground, options) else 1)


if __name__ == "__main__":
    main()
