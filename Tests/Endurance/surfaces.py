#!/usr/bin/env python3
"""Compares every figure over all surfaces: HTTP JSON and CSV, the command, Prometheus, explain.

Usage: surfaces.py PROGRAM [--seed N] [--dossiers N] [--period P] [--groups N]

Makes a random province in a home of its own, serves it, and asks for every indicator, alone and by
every dimension that it can be split by, counting procedures and counting offerings. The figures of
HTTP as JSON and as CSV and those of the command as JSON and as CSV must be equal field by field;
those of Prometheus to the last digit; and `explain` must list as many rows of each kind as the
figure counts, for the whole and for the first groups of each split (--groups, default 6). Prints a
line for each indicator; exits 1 when something differs, with the first 20 differences.
"""
import argparse
import csv
import io
import random
import sys
import time
import urllib.parse

from province import Province
from service import Ground, decoded

FIELDS = ["indicator", "version", "count", "scope", "period", "valid_on", "known_on", "numerator",
          "denominator", "unknown", "held", "excluded", "ratio", "low", "high", "display", "status",
          "data_version", "flags"]


def cell(text):
    return text.replace("%", "%25").replace(";", "%3B")


def flat(figure):
    """A figure of JSON as the cells of its CSV line."""
    scope = figure["scope"]
    parts = [("authority", scope["authority"])]
    if scope["agency"] is not None:
        parts.append(("agency", scope["agency"]))
    parts += sorted(scope["filters"].items())
    text = {"scope": ";".join(f"{name}={cell(value)}" for name, value in parts),
            "flags": ";".join(figure["flags"])}
    return {name: text.get(name, "" if figure[name] is None else str(figure[name]))
            for name in FIELDS}


def lines(text):
    """The lines of a CSV answer by indicator and key of the group."""
    found = {}
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        # A text that a spreadsheet would run has an apostrophe in front.
        row = {name: value[1:] if value[:1] == "'" and value[1:2] in "=+-@\t\r" else value
               for name, value in row.items()}
        found[row["indicator"], row["key"]] = row
    return found


class Comparison:
    def __init__(self):
        self.figures = self.rows = 0
        self.differences = []

    def equal(self, what, one, other):
        if one == other:
            return
        if isinstance(one, dict) and isinstance(other, dict):
            names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            what = f"{what}: {', '.join(names)}"
            one = {name: one.get(name) for name in names}
            other = {name: other.get(name) for name in names}
        self.differences.append(f"{what}: {one} and {other}")

    def answer(self, what, json_http, csv_http, json_cli, csv_cli):
        """One answer with its groups over four surfaces."""
        self.equal(f"{what}: HTTP and command as JSON", json_http, json_cli)
        name = json_http["indicator"]
        groups = [("", json_http)] + [(group["key"], group)
                                      for group in json_http.get("groups") or []]
        mine = {key: line for (indicator, key), line in csv_cli.items() if indicator == name}
        self.equal(f"{what}: keys over HTTP as CSV", [key for key, _ in groups],
                   [key for _, key in csv_http])
        self.equal(f"{what}: keys of the command as CSV", [key for key, _ in groups], list(mine))
        for key, figure in groups:
            self.figures += 1
            expected = flat(figure)
            for surface, line in (("HTTP as CSV", csv_http.get((name, key))),
                                  ("command as CSV", mine.get(key))):
                got = {field: (line or {}).get(field) for field in FIELDS}
                self.equal(f"{what} {key}: JSON and {surface}", expected, got)


class Surfaces:
    def __init__(self, ground, service, period, groups):
        self.program, self.service = ground.program, service
        self.period, self.groups = period, groups
        self.comparison = Comparison()

    def get(self, path, codes=(200,), admin=False, **query):
        given = {name: value for name, value in query.items() if value is not None}
        target = path + ("?" + urllib.parse.urlencode(given) if given else "")
        for _ in range(30):
            status, headers, body = self.service.get(target, admin=admin)
            if status != 503:
                break
            # A busy machine: what is compared are figures, not times.
            time.sleep(int(headers["Retry-After"]))
        if status not in codes:
            sys.exit(f"GET {target}: status {status}: {body.decode()[:500]}")
        return status, body.decode()

    def stats(self, ids, count, by):
        """The command's answers about some indicators: JSON by id, and all lines of the CSV."""
        options = ["--period", self.period]
        options += ["--count", count] if count else []
        options += ["--by", by] if by else []
        found = decoded(self.program.run("stats", *ids, *options, "--output", "json"))
        found = found if isinstance(found, list) else [found]
        table = self.program.run("stats", *ids, *options, "--output", "csv")
        return {figure["indicator"]: figure for figure in found}, lines(table)

    def explained(self, figure, name, count, where):
        """Compares the rows that are listed with those that are counted."""
        query = dict(where, count=count, period=self.period, limit=10_000)
        status, body = self.get(f"/v1/explain/{name}", codes=(200, 400), **query)
        if status == 400:
            if decoded(body)["code"] != "not_explainable":
                sys.exit(f"explain {name} {where}: {body[:500]}")
            return False
        kinds = dict.fromkeys(("counted", "missing", "unknown", "held", "excluded"), 0)
        while True:
            page = decoded(body)
            for row in page["rows"]:
                kinds[row["kind"]] += 1
            if page["cursor"] is None:
                break
            _, body = self.get(f"/v1/explain/{name}", **query, cursor=page["cursor"])
        what = f"{name} {count or ''} {where or ''}: rows of explain and counts"
        expected = {"counted": figure["numerator"],
                    "missing": figure["denominator"] - figure["numerator"],
                    "unknown": figure["unknown"], "held": figure["held"],
                    "excluded": figure["excluded"]}
        self.comparison.equal(what, kinds, expected)
        self.comparison.equal(f"{what}: total", page["total"], sum(expected.values()))
        self.comparison.rows += sum(kinds.values())
        return True

    def scraped(self):
        """The samples of the indicators: by name, indicator and count."""
        found = {}
        for line in self.get("/metrics", admin=True)[1].splitlines():
            if line.startswith("motcua_indicator_"):
                name, rest = line.split("{", 1)
                labels, value = rest.rsplit("} ", 1)
                pairs = dict(pair.split("=", 1) for pair in labels.split(","))
                key = pairs["indicator"].strip('"'), pairs["count"].strip('"')
                found[name.removeprefix("motcua_indicator_"), *key] = value
        return found

    def prometheus(self, indicators):
        samples = self.scraped()
        expected = {}
        for indicator in indicators:
            for count in counts(indicator):
                figure = decoded(self.get(f"/v1/stats/{indicator['id']}", count=count)[1])
                for field in ("numerator", "denominator", "unknown", "held", "excluded", "ratio",
                              "low", "high"):
                    if figure[field] is not None:
                        expected[field, indicator["id"], figure["count"]] = figure[field]
        self.comparison.equal("series of Prometheus and figures", sorted(samples),
                              sorted(expected))
        for key, value in expected.items():
            if key in samples:
                self.comparison.equal(f"Prometheus {key}", float(samples[key]), float(value))
        return len(samples)


def counts(indicator):
    return ("procedures", "offerings") if indicator["fact"] == "catalog" else (None,)


def compare(ground, options):
    surfaces = Surfaces(ground, ground.serve(), options.period, options.groups)
    indicators = decoded(surfaces.get("/v1/indicators")[1])
    dimensions = sorted({name for one in indicators for name in one["dimensions"]})
    asked = {}
    for by in [None, *dimensions]:
        for count in (None, "procedures", "offerings"):
            ids = [one["id"] for one in indicators
                   if count in counts(one) and (by is None or by in one["dimensions"])]
            if ids:
                asked[by, count] = surfaces.stats(ids, count, by)
    print(f"{'indicator':30}{'splits':>8}{'figures':>9}{'rows':>9}  differs")
    comparison = surfaces.comparison
    for indicator in indicators:
        before = comparison.figures, comparison.rows, len(comparison.differences)
        listed = False
        for count in counts(indicator):
            for by in [None, *indicator["dimensions"]]:
                found, table = asked[by, count]
                query = {"by": by, "count": count, "period": surfaces.period}
                _, body = surfaces.get(f"/v1/stats/{indicator['id']}", **query)
                answer = decoded(body)
                _, body = surfaces.get(f"/v1/stats/{indicator['id']}", **query, format="csv")
                comparison.answer(f"{indicator['id']} {count or ''} by {by}", answer, lines(body),
                                  found[indicator["id"]], table)
                if by is None:
                    listed = surfaces.explained(answer, indicator["id"], count, {})
                elif listed:
                    for group in answer["groups"][:surfaces.groups]:
                        surfaces.explained(group, indicator["id"], count, {by: group["key"]})
        figures, rows, differences = (now - then for now, then in zip(
            (comparison.figures, comparison.rows, len(comparison.differences)), before))
        print(f"{indicator['id']:30}{1 + len(indicator['dimensions']):>8}{figures:>9}"
              f"{rows if listed else '–':>9}  {differences or ''}", flush=True)
    series = surfaces.prometheus(indicators)
    print(f"{comparison.figures} figures over four surfaces, {comparison.rows} rows of explain, "
          f"{series} series of Prometheus; {len(comparison.differences)} differences")
    for difference in comparison.differences[:20]:
        print(difference, file=sys.stderr)
    return not comparison.differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dossiers", type=int, default=1000)
    parser.add_argument("--period", default="2023")
    parser.add_argument("--groups", type=int, default=6)
    options = parser.parse_args()
    with Ground(options.program, "motcua-surfaces.") as ground:
        Province(random.Random(options.seed), options.dossiers).write(ground.home)
        run = ground.program.run
        for kind in ("agencies", "catalog"):
            run("sync", kind, f"{ground.home}/{kind}.csv", "--effective", "2022-01-01")
        for kind in ("dossiers", "payments", "results"):
            run("import", kind, f"{ground.home}/{kind}.csv")
        sys.exit(0 if compare(ground, options) else 1)


if __name__ == "__main__":
    main()
