"""Scenarios made larger by a reckoning of its own: what stands where at each checkpoint, in fen.

Independent of the project: standard library only, no import of ours; reads the file of scenarios
alone. It tells the story of each deposit by what its rows are called, in exact fractions, and never
copies an amount that can be reckoned. Prints {"A": {"checkpoints": {...}, "interest": {...},
"bank_days_1001": [...]}, ...} as the file has them, and beside them "worth", what a sale came to.

    python tests/oracle/scaled_scenarios.py FILE N FEN
"""

import json
import re
import sys
from collections import defaultdict
from datetime import date
from fractions import Fraction
from math import floor

MONEY = re.compile(r"(\d[\d,]*)\.(\d\d)")
NUMBER_OF_ROW = {
    "A": {
        16: "A1/B2", 30: "A3/B5", 38: "A2/B5", 41: "A3/B3", 49: "A1/B4", 56: "A1/B3",
        65: "A2/B1", 67: "A2/B3", 71: "A1/B1", 73: "A1/B2",
    },
    "B": {20: "P03/L3", 22: "P03/L1", 24: "P03/L4", 29: "P03/L2"},
    "B_default": {20: "P03/L3", 22: "P03/L1", 24: "P03/L4", 28: "P03/L2"},
    "C": {14: "S1/P1", 16: "S1/P2", 20: "S1/P3"},
}  # fmt: skip
"""On which sub-account the bank pays its interest, by the row: the notes say it in words."""
CONVERTED_FIRST = {("A", 65): date(2026, 5, 8)}
"""Interest on a bid deposit ends when it becomes a bond, though the bank pays it days later."""
LOTS = {
    "A": {"A1": 3, "A2": 4, "A3": 5},
    "B": {"P03": 1},
    "B_default": {"P03": 1},
    "C": {"S1": 1},
}
"""The row that says a lot's deposit."""
SALES = {"B": ((15, "highest L2 "), (1, "start ")), "C": ((9, "P3 "), (1, "appraisal "))}
"""Where a note says for how much it went, and at how much it began; after which words."""


def fen(text):
    """The first amount of a text."""
    whole, cents = MONEY.search(text).groups()
    return int(whole.replace(",", "")) * 100 + int(cents)


def half_up(exact):
    return floor(exact + Fraction(1, 2))


class Number:
    """A sub-account at the bank: what lies on it, day by day; what of it is the deposit."""

    def __init__(self):
        self.all, self.deposit, self.paid_until = [], [], None

    def interest(self, moves, until, rate, since=None):
        owed = Fraction(0)
        for day, amount in moves:
            begin = day if since is None or day > since else since
            owed += Fraction(amount * rate * max(0, (until - begin).days), 360 * 10**6)
        return half_up(owed)


class Story:
    """One scenario, told twice: as the file has it, and larger."""

    def __init__(self, name, told, rate, times, add):
        self.name, self.told, self.rate, self.times, self.add = name, told, rate, times, add
        self.before, self.after = defaultdict(int), defaultdict(int)
        self.numbers = defaultdict(Number)
        self.lines, self.credited, self.given = [], [], []
        self.required = {}
        for lot, seq in LOTS[name].items():
            note = told["events"][seq - 1]["note"]
            self.required[lot] = fen(note[note.index("deposit") :])

    def grown(self, lot):
        return self.required[lot] * self.times + self.add

    def play(self):
        """Every row; what stands where after each of them."""
        standing = {}
        for row in self.told["events"]:
            moves = [(one["account"], one["dr"] - one["cr"]) for one in row["postings"]]
            kinds = {one["type"] for one in row["events"]}
            larger = self.row(row, kinds, moves) if moves else {}
            for key, amount in moves:
                self.before[key] += amount
            for key, amount in larger.items():
                self.after[key] += amount
            if sum(larger.values()):
                raise SystemExit(f"{self.name} {row['seq']}: {larger} does not sum to zero")
            kept = {key: amount for key, amount in sorted(self.after.items()) if amount}
            standing[row["seq"]] = (row["date"][:10], kept)
        return standing

    def row(self, row, kinds, moves):
        day, seq = date.fromisoformat(row["date"][:10]), row["seq"]
        if kinds == {"BankInterestCredited"}:
            return self.bank_pays(day, seq, -moves[1][1])
        if "BankCreditRecorded" in kinds:
            return self.comes(day, kinds, dict(moves))
        if kinds == {"GuaranteeAccepted"} or "ContractSigned" in kinds:
            return self.promised(dict(moves))
        if kinds == {"ServiceFeeReceived"}:
            return {key: amount * self.times for key, amount in moves}
        if kinds == {"FundsTransferredBetweenAccounts"}:
            price = -sum(v for k, v in self.after.items() if k.startswith("2004"))
            self.line(day, -price)
            return {"1002": price, "1001": -price}
        if kinds == {"PriceReleased"}:
            return self.released(moves)
        if kinds == {"RefundReturned"}:
            back = self.last_payment
            self.line(day, back)
            return {"1001": back, moves[1][0]: -back}
        return self.passes(day, row, moves)

    def line(self, day, amount):
        self.lines.append((day, amount))

    def bank_pays(self, day, seq, before):
        key = NUMBER_OF_ROW[self.name][seq]
        number = self.numbers[key]
        until = CONVERTED_FIRST.get((self.name, seq), day)
        amount = number.interest(number.all, until, self.rate, number.paid_until)
        number.paid_until = until
        self.credited.append((before, amount))
        self.line(day, amount)
        return {"1001": amount, "2007": -amount}

    def comes(self, day, kinds, moves):
        """Money from outside, by what was found of it."""
        bank = "1001" if "1001" in moves else "1002"
        whose = next(key for key in moves if key != bank)
        account, _, key = whose.partition("/")
        lot = key.partition("/")[0]
        if "PriceReceived" in kinds:
            price = (moves[bank] - self.before[whose]) * self.times
            amount = price + self.after[whose]
            return {bank: amount, whose: -amount}
        if account == "2003":
            amount = moves[bank] * self.times
            self.line(day, amount)
            return {bank: amount, whose: -amount}
        if "ReceiptPartial" in kinds:
            found = {whose: moves[bank] * self.times}
        elif "OverpaymentDetected" in kinds:
            excess = next(k for k in moves if k.startswith("2005"))
            found = {whose: self.grown(lot), excess: -moves[excess] * self.times}
        else:
            found = {whose: self.grown(lot) + self.after[whose]}
        number = self.numbers[key]
        number.all += [(day, amount) for amount in found.values()]
        if account == "2002":
            number.deposit.append((day, found[whose]))
        whole = sum(found.values())
        self.line(day, whole)
        return {bank: whole, **{k: -amount for k, amount in found.items()}}

    def promised(self, moves):
        """A guarantee of a bid follows the deposit, one of performance the price."""
        debit = next(key for key, amount in moves.items() if amount > 0)
        lot = debit.split("/")[1]
        bid = moves[debit] == self.required[lot]
        amount = self.grown(lot) if bid else moves[debit] * self.times
        return {key: amount if value > 0 else -amount for key, value in moves.items()}

    def released(self, moves):
        price = next(key for key, _ in moves if key.startswith("2004"))
        fee = next(-amount for key, amount in moves if key == "2013") * self.times
        seller = next(key for key, _ in moves if key.startswith("2008"))
        whole = -self.after[price]
        return {price: whole, seller: fee - whole, "2013": -fee}

    def passes(self, day, row, moves):
        """What lies somewhere goes on whole; interest as far as it is owed."""
        larger, after = defaultdict(int), defaultdict(int, self.after)
        for debit, credit in self.pairs(moves):
            amount = 0
            for key in debit:
                part = self.owed(row, moves) if key == "2007" else -after[key]
                after[key] += part
                larger[key] += part
                amount += part
            after[credit] -= amount
            larger[credit] -= amount
            if credit == "1001":
                self.goes(day, debit, amount)
        return dict(larger)

    @staticmethod
    def pairs(moves):
        """Debits and the credit that takes them up, one after the other."""
        debits = []
        for key, amount in moves:
            if amount > 0:
                debits.append(key)
            else:
                yield debits, key
                debits = []

    def goes(self, day, debits, amount):
        """Leaves the bank, and the sub-account that it lay on."""
        self.line(day, -amount)
        self.last_payment = amount
        for key in debits:
            account, _, whose = key.partition("/")
            if account == "2005":
                number = self.numbers["A1/B2" if whose == "A1/B1payer" else whose]
                number.all.append((day, self.after[key]))

    def owed(self, row, moves):
        """All that is left to whoever gets all; else what the deposit earned by itself."""
        before = next(amount for key, amount in moves if key == "2007")
        if before == -self.before["2007"]:
            amount = -self.after["2007"]
        else:
            paid = next((k for k, _ in moves if k.startswith("2006")), None)
            key = paid.partition("/")[2] if paid else self.forfeited()
            number = self.numbers[key]
            amount = number.interest(number.deposit, number.paid_until, self.rate)
        self.given.append((before, amount))
        return amount

    def forfeited(self):
        """Whose interest follows what was kept: the bank paid it last."""
        return max(self.numbers, key=lambda k: self.numbers[k].paid_until or date.min)

    def worth(self):
        """How much above its start a sale went; what of a deposit for land is earnest: at most a
        fifth of the price."""
        if self.name not in SALES:
            return {}
        notes = ((self.told["events"][seq - 1]["note"], after) for seq, after in SALES[self.name])
        price, start = (fen(note.partition(after)[2]) * self.times for note, after in notes)
        earnest = {"earnest": min(self.grown("P03"), price // 5)} if self.name == "B" else {}
        return {"gained": price - start, **earnest}

    def checkpoints(self, standing):
        for name in self.told["checkpoints"]:
            day = re.search(r"\d{4}-\d\d-\d\d", name)
            last = max(seq for seq, (on, _) in standing.items() if not day or on <= day[0])
            yield name, standing[last][1]

    def interest(self):
        """By the names of the file: each once credited, or given on."""
        pairs, found = self.credited + self.given, {}
        for name, amount in self.told["interest"].items():
            if name != "total":
                pair = next(one for one in pairs if one[0] == amount)
                pairs.remove(pair)
                found[name] = pair[1]
        if "total" in self.told["interest"]:
            found["total"] = sum(amount for _, amount in self.credited)
        return found

    def bank_days(self):
        closing, days = 0, sorted({day for day, _ in self.lines})
        for day in days:
            amounts = [amount for on, amount in self.lines if on == day]
            opening, closing = closing, closing + sum(amounts)
            yield {
                "date": day.isoformat(),
                "opening": opening,
                "credits": sum(amount for amount in amounts if amount > 0),
                "debits": -sum(amount for amount in amounts if amount < 0),
                "lines": len(amounts),
                "closing": closing,
            }


def scaled(told, times, add):
    """All scenarios of a file."""
    rate, found = told["fixture"]["rate_ppm"], {}
    for name in LOTS:
        story = Story(name, told[name], rate, times, add)
        standing = story.play()
        found[name] = {
            "checkpoints": dict(story.checkpoints(standing)),
            "interest": story.interest(),
            "bank_days_1001": list(story.bank_days()),
            "worth": story.worth(),
        }
    return found


def main(path, times, add):
    with open(path, encoding="utf-8") as file:
        told = json.load(file)
    json.dump(scaled(told, int(times), int(add)), sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
