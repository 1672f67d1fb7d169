"""Random provinces: agencies, a catalog, dossiers, payments and stocks of results as plain rows."""
import csv
import datetime as dt
import os

TODAY = dt.date(2023, 12, 31)
YES, NO, UNKNOWN = "Có", "Không", ""


class Province:
    """Random rows, as the files say them."""

    def __init__(self, rng, dossiers):
        self.rng = rng
        self.agencies = {"H32": (None, "province")}
        for number in range(2, 5):
            self.agencies[f"H32.{number:02}"] = ("H32", "province")
        for number in range(201, 205):
            self.agencies[f"H32.{number}"] = ("H32", "commune")
        self.agencies["H32.02.01"] = ("H32.02", "province")
        self.agencies["H32.201.1"] = ("H32.201", "commune")
        self.working = [code for code in self.agencies if code != "H32"]
        self.fields = ["Hộ tịch", "Đất đai", "Y tế"]
        self.procedures = {f"1.{number:06}": rng.choice(self.fields) for number in range(1, 13)}
        answer = lambda: rng.choice([YES, YES, NO, UNKNOWN])
        self.offerings = {}
        for code in self.procedures:
            for agency in rng.sample(self.working, rng.randint(1, 5)):
                self.offerings[code, agency] = {
                    "level": rng.choice(["4", "4", "3", "2", ""]),
                    "eligible": answer(), "eligible_full": answer(), "fee": answer(),
                    "payment_eligible": answer(), "payment_enabled": answer(),
                    "means": rng.choice(["web; mobile", "web", "mobile", ""]),
                }
        self.dossiers = [self.dossier(number) for number in range(dossiers)]
        self.payments = [self.payment(number) for number in range(dossiers // 3)]
        self.stocks = {}
        for _ in range(40):
            valid = rng.randint(0, 500)
            day = dt.date(2023, rng.randint(1, 12), rng.randint(1, 28))
            key = rng.choice(list(self.procedures)), rng.choice(self.working), day
            self.stocks[key] = (valid, rng.randint(0, valid))

    def instant(self, day):
        return dt.datetime.combine(day, dt.time(self.rng.randint(0, 23), self.rng.randint(0, 59)))

    def dossier(self, number):
        rng = self.rng
        received = dt.date(2022, 11, 1) + dt.timedelta(days=rng.randint(0, 425))
        status = rng.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10, 9])
        due = received + dt.timedelta(days=rng.randint(0, 30)) if rng.random() < 0.9 else None
        end = None
        if status in (3, 7, 8, 9, 10):
            end = min(received + dt.timedelta(days=rng.randint(0, 40)), TODAY)
        answer = lambda: rng.choice([YES, NO, UNKNOWN])
        begun = self.instant(received)
        finished = max(self.instant(end), begun) if end else None
        return {
            "dossier_code": f"H32-{number:07}",
            "procedure_code": rng.choice(list(self.procedures)),
            "agency_code": rng.choice(self.working),
            "channel": rng.choice(["1", "2", "2", "3", ""]),
            "received_at": begun, "due_at": max(self.instant(due), begun) if due else None,
            "finished_at": finished, "status": status,
            "fee_due": answer(), "paid_online": answer(), "components_digitized": answer(),
            "result_electronic": answer(), "data_reused": answer(), "storage_connected": answer(),
        }

    def payment(self, number):
        rng = self.rng
        dossier = rng.choice(self.dossiers)
        return {
            "transaction_code": f"T{number:07}", "dossier_code": dossier["dossier_code"],
            "procedure_code": dossier["procedure_code"], "agency_code": dossier["agency_code"],
            "amount": rng.randint(1, 500) * 1000,
            "method": rng.choice(["trực tuyến", "tiền mặt", "chuyển khoản"]),
            "state": rng.choice(["đã thanh toán", "đã thanh toán", "chờ thanh toán", "hủy",
                                 "hoàn phí"]),
            "paid_at": self.instant(dt.date(2023, 1, 1) + dt.timedelta(days=rng.randint(0, 364))),
        }

    def below(self, top):
        """The agency and everything under it."""
        found, grown = {top}, True
        while grown:
            more = {code for code, (parent, _) in self.agencies.items() if parent in found}
            grown = not more <= found
            found |= more
        return found

    def write(self, home):
        def table(name, headings, rows):
            with open(os.path.join(home, name), "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(headings)
                writer.writerows(rows)

        text = lambda value: "" if value is None else (
            value.strftime("%d/%m/%Y %H:%M:%S") if isinstance(value, dt.datetime) else value)
        table("agencies.csv", ["code", "name", "parent_code", "tier"],
              [(code, f"Cơ quan {code}", parent or "", tier)
               for code, (parent, tier) in self.agencies.items()])
        attributes = ["level", "eligible", "eligible_full", "fee", "payment_eligible",
                      "payment_enabled", "means"]
        table("catalog.csv", ["code", "name", "field", "agency_code", *attributes],
              [(code, f"Thủ tục {code}", self.procedures[code], agency,
                *(row[name] for name in attributes))
               for (code, agency), row in self.offerings.items()])
        for name, rows in (("dossiers.csv", self.dossiers), ("payments.csv", self.payments)):
            table(name, list(rows[0]), [[text(cell) for cell in row.values()] for row in rows])
        table("results.csv", ["procedure_code", "agency_code", "as_of", "valid_results",
                              "digitized"],
              [(code, agency, day.isoformat(), *counts)
               for (code, agency, day), counts in self.stocks.items()])
