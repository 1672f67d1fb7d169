#!/usr/bin/env python3
"""Recounts every figure by loops over plain rows and compares with what the command prints.

Usage: recount.py PROGRAM [--seed N] [--rounds N] [--dossiers N]

Each round makes a random province in a home of its own: agencies, a catalog, dossiers, payments,
result stocks. It imports them, asks for every indicator over many scopes, periods and splits, and
counts the same again here, from the rows, with nothing of the program's own code. Exits 1 at the
first figure that differs.
"""
import argparse
import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

from province import NO, UNKNOWN, YES, Province

LEVELS = {"4": "full", "3": "partial", "2": "info", "": None}


def both(left, right):
    """And of yes, no and None for unknown, by Kleene."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(values):
    values = list(values)
    if True in values:
        return True
    return None if None in values else False


def answered(text):
    return {YES: True, NO: False, UNKNOWN: None}[text]


def span(period, calendar):
    """First and last day of a period."""
    year, _, part = period.partition("-")
    year = int(year)
    months = {"": (1, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9), "Q1": (1, 3), "Q2": (4, 6),
              "Q3": (7, 9), "Q4": (10, 12)}.get(part) or (int(part), int(part))
    if calendar == "report":
        before = (year, months[0] - 1) if months[0] > 1 else (year - 1, 12)
        return dt.date(*before, 15), dt.date(year, months[1], 14)
    after = (year, months[1] + 1) if months[1] < 12 else (year + 1, 1)
    return dt.date(year, months[0], 1), dt.date(*after, 1) - dt.timedelta(days=1)


class Count:
    """Numerator, denominator and unknown of rows that answer belongs and counts."""

    def __init__(self):
        self.numerator = self.denominator = self.unknown = 0

    def add(self, belongs, counts):
        counts = both(belongs, counts)
        if belongs is False:
            return
        if belongs is None or counts is None:
            self.unknown += 1
        else:
            self.denominator += 1
            self.numerator += counts

    @property
    def tuple(self):
        return self.numerator, self.denominator, self.unknown


class Recount:
    def __init__(self, province):
        self.province = province

    def attributes(self, key, used):
        row = self.province.offerings[key]
        level = LEVELS[row["level"]]
        means = [word.strip() for word in row["means"].split(";") if word.strip()]
        return {
            "full": None if level is None else level == "full",
            "online": None if level is None else level in ("full", "partial"),
            "eligible": answered(row["eligible"]), "eligible_full": answered(row["eligible_full"]),
            "fee": answered(row["fee"]), "payment_eligible": answered(row["payment_eligible"]),
            "payment_enabled": answered(row["payment_enabled"]),
            "mobile": None if not means else len(set(means)) >= 2 and "mobile" in means,
            **used(key),
        }

    CATALOG = {
        "level4_of_all": (lambda o: True, lambda o: o["full"]),
        "level4_of_eligible": (lambda o: o["eligible_full"], lambda o: o["full"]),
        "level4_of_online": (lambda o: o["online"], lambda o: o["full"]),
        "online_of_eligible": (lambda o: o["eligible"], lambda o: o["online"]),
        "online_of_all": (lambda o: True, lambda o: o["online"]),
        "mobile_of_online": (lambda o: o["online"], lambda o: o["mobile"]),
        "payment_enabled": (lambda o: both(o["fee"], o["payment_eligible"]),
                            lambda o: o["payment_enabled"]),
        "level4_alive": (lambda o: o["full"], lambda o: o["alive"]),
        "services_used": (lambda o: o["online"], lambda o: o["used"]),
        "procedures_fee_used": (lambda o: o["fee"], lambda o: o["fee_used"]),
        "procedures_paid_online": (lambda o: o["fee"], lambda o: o["paid_online"]),
    }

    def catalog(self, indicator, scope, count, first, last):
        received = [d for d in self.province.dossiers if self.received(d)]
        within = [d for d in received if first <= d["received_at"].date() <= last]
        recent = [d for d in received
                  if last - dt.timedelta(days=89) <= d["received_at"].date() <= last]
        place = lambda row: (row["procedure_code"], row["agency_code"])
        online = lambda rows: self.places(rows, lambda d: {"": None}.get(d["channel"],
                                                                       d["channel"] == "2"))
        used, alive = online(within), online(recent)
        fees = self.places(within, lambda d: answered(d["fee_due"]))
        paid = {place(d) for d in within if d["fee_due"] == YES and d["paid_online"] == YES}
        paid |= {place(p) for p in self.province.payments if first <= p["paid_at"].date() <= last
                 and p["method"] == "trực tuyến" and p["state"] in ("đã thanh toán", "hoàn phí")}
        facts = lambda key: {"used": used.get(key, False), "alive": alive.get(key, False),
                             "fee_used": fees.get(key, False), "paid_online": key in paid}
        belongs, counts = self.CATALOG[indicator]
        result = Count()
        keys = [key for key in self.province.offerings if scope(*key)]
        groups = {}
        for key in keys:
            groups.setdefault(key if count == "offerings" else key[0], []).append(
                self.attributes(key, facts))
        for rows in groups.values():
            pairs = [(belongs(row), both(belongs(row), counts(row))) for row in rows]
            result.add(either(pair[0] for pair in pairs), either(pair[1] for pair in pairs))
        return result.tuple

    @staticmethod
    def places(rows, answer):
        """Whether a row of an offering answers yes, by procedure and agency."""
        found = {}
        for row in rows:
            found.setdefault((row["procedure_code"], row["agency_code"]), []).append(answer(row))
        return {key: either(answers) for key, answers in found.items()}

    @staticmethod
    def received(dossier):
        return dossier["received_at"] is not None and dossier["status"] not in (1, 3)

    def events(self, indicator, scope, first, last):
        result = Count()
        inside = lambda moment: moment is not None and first <= moment.date() <= last
        if indicator == "payment_transactions_online":
            for row in self.province.payments:
                if scope(row["procedure_code"], row["agency_code"]) and inside(row["paid_at"]):
                    success = row["state"] in ("đã thanh toán", "hoàn phí")
                    result.add(success, row["method"] == "trực tuyến")
            return result.tuple
        if indicator == "results_digitized":
            latest = {}
            for (code, agency, day), counts in self.province.stocks.items():
                if day <= last and scope(code, agency):
                    if (code, agency) not in latest or latest[code, agency][0] < day:
                        latest[code, agency] = (day, counts)
            return (sum(counts[1] for _, counts in latest.values()),
                    sum(counts[0] for _, counts in latest.values()), 0)
        for row in self.province.dossiers:
            if not scope(row["procedure_code"], row["agency_code"]):
                continue
            belongs, counts = self.dossier(indicator, row, inside, last)
            result.add(belongs, counts)
        return result.tuple

    def dossier(self, indicator, row, inside, last):
        received = self.received(row) and inside(row["received_at"])
        resolved = row["status"] in (9, 10) and inside(row["finished_at"])
        flag = lambda name: answered(row[name])
        channel = {"": None}.get(row["channel"], row["channel"])
        if indicator == "dossiers_online":
            return received, None if channel is None else channel == "2"
        if indicator == "dossiers_online_766":
            return received, both(channel == "2", flag("result_electronic"))
        if indicator == "progress_on_time":
            return received, self.in_time(row, last)
        if indicator.startswith("resolved_"):
            if row["due_at"] is None:
                return resolved, None
            if not resolved:
                return False, False
            end, due = row["finished_at"].date(), row["due_at"].date()
            return resolved, {"resolved_early": end < due, "resolved_on_time": end <= due,
                              "resolved_late": end > due}[indicator]
        if indicator == "dossiers_paid_online":
            return both(received, flag("fee_due")), flag("paid_online")
        if indicator == "results_electronic":
            return resolved, flag("result_electronic")
        if indicator == "components_digitized":
            return received, both(flag("components_digitized"), flag("result_electronic"))
        return received, flag(indicator)

    @staticmethod
    def in_time(row, last):
        if row["due_at"] is None:
            return None
        if row["finished_at"] is not None:
            return row["finished_at"] <= row["due_at"]
        return last <= row["due_at"].date()


EVENTS = ["dossiers_online", "dossiers_online_766", "progress_on_time", "resolved_early",
          "resolved_on_time", "resolved_late", "dossiers_paid_online", "results_electronic",
          "components_digitized", "data_reused", "storage_connected",
          "payment_transactions_online", "results_digitized"]
PERIODS = ["2023", "2023-H1", "2023-H2", "2023-9M", "2023-Q1", "2023-Q3", "2023-02", "2023-12"]


class Program:
    def __init__(self, path, home):
        self.path = path
        self.environment = dict(os.environ, MOTCUA_HOME=os.path.join(home, "home"), LANG="vi_VN")

    def run(self, *arguments, codes=(0,)):
        done = subprocess.run([self.path, *arguments], env=self.environment, capture_output=True,
                              text=True)
        if done.returncode not in codes:
            sys.exit(f"motcua {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def figures(self, ids, *options):
        answer = json.loads(self.run("stats", *ids, "--output", "json", *options))
        return answer if isinstance(answer, list) else [answer]


def counts(figure):
    return figure["numerator"], figure["denominator"], figure["unknown"]


def round_of(program_path, rng, dossiers, home):
    province = Province(rng, dossiers)
    province.write(home)
    program = Program(program_path, home)
    file = lambda name: os.path.join(home, name)
    program.run("sync", "agencies", file("agencies.csv"), "--effective", "2022-01-01")
    program.run("sync", "catalog", file("catalog.csv"), "--effective", "2022-01-01")
    for kind in ("dossiers", "payments", "results"):
        program.run("import", kind, file(f"{kind}.csv"))
    recount = Recount(province)
    compared = 0

    def compare(figure, expected, what):
        nonlocal compared
        compared += 1
        if counts(figure) != expected:
            print(f"{what}: printed {counts(figure)}, recounted {expected}", file=sys.stderr)
            sys.exit(1)

    def expected(indicator, scope, count, first, last):
        if indicator in Recount.CATALOG:
            return recount.catalog(indicator, scope, count, first, last)
        return recount.events(indicator, scope, first, last)

    catalog = list(Recount.CATALOG)
    for period in PERIODS:
        calendar = rng.choice(["civil", "report"])
        first, last = span(period, calendar)
        time = ("--period", period, "--calendar", calendar)
        agency = rng.choice(list(province.agencies))
        field = rng.choice(province.fields)
        below = province.below(agency)
        scopes = [
            ((), lambda code, place: True),
            (("--where", f"agency={agency}"), lambda code, place: place in below),
            (("--where", f"agency={agency}", "--where", f"field={field}"),
             lambda code, place: place in below and province.procedures[code] == field),
            (("--where", "tier=commune"),
             lambda code, place: province.agencies[place][1] == "commune"),
        ]
        for options, scope in scopes:
            for figure in program.figures(EVENTS, *time, *options):
                name = figure["indicator"]
                compare(figure, expected(name, scope, None, first, last),
                        f"{name} {time} {options}")
            for count in ("procedures", "offerings"):
                for figure in program.figures(catalog, *time, *options, "--count", count):
                    name = figure["indicator"]
                    compare(figure, expected(name, scope, count, first, last),
                            f"{name} {count} {time} {options}")
        for by in ("agency", "field", "tier", "procedure"):
            for figure in program.figures(EVENTS + catalog, *time, "--by", by):
                name = figure["indicator"]
                for group in figure["groups"]:
                    key = group["key"]
                    under = province.below(key) if by == "agency" else set()
                    scope = {
                        "agency": lambda code, place: place in under,
                        "field": lambda code, place: province.procedures[code] == key,
                        "tier": lambda code, place: province.agencies[place][1] == key,
                        "procedure": lambda code, place: code == key,
                    }[by]
                    compare(group, expected(name, scope, figure["count"], first, last),
                            f"{name} {time} by {by} {key}")
    program.run("db", "verify")
    program.run("db", "down")
    return compared


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dossiers", type=int, default=2000)
    options = parser.parse_args()
    total = 0
    for number in range(options.rounds):
        seed = options.seed + number
        home = tempfile.mkdtemp(prefix="motcua-recount.", dir=os.environ.get("TMPDIR", "/tmp"))
        os.chmod(home, 0o755)
        try:
            total += round_of(options.program, random.Random(seed), options.dossiers, home)
        finally:
            shutil.rmtree(home, ignore_errors=True)
        print(f"seed {seed}: {total} figures compared so far, none differs", flush=True)


if __name__ == "__main__":
    main()
