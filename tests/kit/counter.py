"""A payer and whoever hears its bank, without a log: payments by stage, a bank of a few lists."""

from dataclasses import dataclass, field
from datetime import datetime

from api.banks.channels.channel import Answer, Outcome, Report
from api.banks.hearing import Hearing
from api.banks.noticing import open_still
from api.banks.paying import Payer
from api.banks.reporting import Reporting
from domain.account.events import AccountOpened
from domain.desk.report import ReportPayment
from domain.desk.withdraw import WithdrawPayment
from domain.kernel import Rejected
from domain.payee import Payee
from domain.payment.events import PaymentOrdered
from domain.payment.state import Payment, Stage
from ledger.tickets import Receipt, Refused

NOW = datetime.fromisoformat("2026-03-18T09:00:00+08:00")
PAYMENTS = tuple(f"P{number:016X}/1/1" for number in range(1, 5))
GOOD = Payee(name="甲公司", account="6217000000000001")
WRITTEN, NOTHING_TO_DO = Receipt("", 5, 9, False), Receipt("", 0, 0, False)
TAKEN = Answer(Outcome.TAKEN)
REFUSED = Refused(Rejected("payment.not_to_send", "somebody was faster"), 7, False)


OURS = AccountOpened(
    account="CNY-1",
    bank="",
    number="6228480000000001",
    currency="CNY",
    holds="1001",
    day=NOW.date(),
    statement=None,
    entries=(),
)


@dataclass
class Bank:
    """Answers every file alike, and knows no message."""

    answer: Answer = TAKEN
    files: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    notified: list[bytes] = field(default_factory=list)
    reported: list[Report] = field(default_factory=list)
    knows: tuple[Report, ...] | None = None

    def send(self, file):
        self.files.append(file)
        return self.answer

    def ask(self, message):
        self.asked.append(message)
        return self.knows

    def notifications(self):
        return self.notified

    def reports(self):
        return self.reported


@dataclass
class Desk:
    """The log as a payer sees it: payments by stage, to whom they go, what it answers."""

    payees: dict[str, Payee | None] = field(default_factory=lambda: dict.fromkeys(PAYMENTS, GOOD))
    answer: Receipt | Refused = WRITTEN
    sent: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    digest: str = ""
    found: list[dict] = field(default_factory=list)
    bank: Bank = field(default_factory=Bank)

    def state(self, stream):
        ordered = PaymentOrdered(
            payment=stream.code,
            account="CNY-1",
            amount_fen=100,
            lot=None,
            party=None,
            payee=self.payees[stream.code],
        )
        return Payment(ordered=ordered)

    def ask(self, wanted):
        if isinstance(wanted, ReportPayment):
            return self.hear(wanted)
        if isinstance(wanted, WithdrawPayment):
            return self.withdraw(wanted)
        self.digest = wanted.sha256
        if isinstance(self.answer, Refused):
            raise self.answer
        return self.answer

    def hear(self, told):
        self.stages[told.payment] = Stage[told.status]
        return WRITTEN

    def withdraw(self, wanted):
        """Only what no file took along meanwhile."""
        if wanted.payment in self.sent:
            raise REFUSED
        self.stages[wanted.payment] = Stage.REJECTED
        return WRITTEN

    def find(self, where):
        stage = where.get("stage")
        if stage == Stage.ORDERED.value:
            return [{"payment": one} for one in self.payees if one not in self.sent]
        rows = [
            {
                "payment": one,
                "message": message,
                "sha256": self.digest,
                "since": since,
                "stage": self.stages.get(one, Stage.SENT).value,
                "account": "CNY-1",
                "amount_fen": 100,
            }
            for one, (message, since) in self.sent.items()
        ]
        wanted = {name: one if isinstance(one, list) else [one] for name, one in where.items()}
        found = [row for row in rows if all(row[n] in any_of for n, any_of in wanted.items())]
        self.found += found
        return found

    def payer(self):
        reporting = Reporting(self.ask, self.find)
        return Payer(self, self.ask, self.bank, reporting, self.find, OURS, "交易中心")

    def hearing(self, over=open_still, beside=("CNY-1",)):
        reporting = Reporting(self.ask, self.find)
        return Hearing(self.bank, reporting, self.find, OURS, beside, over)


def notification(payment, amount):
    """A file that says it was debited, on 18 March."""
    name = payment.replace("/", "-")
    entry = (
        f'<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
        "<BookgDt><Dt>2026-03-18</Dt></BookgDt><NtryDtls><TxDtls><Refs>"
        f"<EndToEndId>{name}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
    )
    account = "<Acct><Id><Othr><Id>6228480000000001</Id></Othr></Id></Acct>"
    inner = f"<Ntfctn>{account}{entry}</Ntfctn>"
    return f"<Document><BkToCstmrDbtCdtNtfctn>{inner}</BkToCstmrDbtCdtNtfctn></Document>".encode()
