"""What must come of a payday, however its workers died: at the bank, in the log, in the books."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from api.demo.bank import Bank
from api.wiring import System
from domain.accounts import BANK_DEBITS, IN_TRANSIT, UNIDENTIFIED
from domain.deposit.refund import Standing
from domain.kernel import StreamId
from domain.payment.state import Stage
from domain.payout.state import Stage as Payout
from ledger.codec import read_body
from ledger.envelope import part
from ledger.trust import Trust
from ledger.verify import verify
from tests.faults.payables import Payable
from tests.kit import payouts as paying
from tests.kit.payouts import ACCOUNT, Payer

type Payee = Payer | Payable

_CONFIRMED = ("PayoutConfirmed", "TreasuryRemitted", "ServiceFeeSwept")


@dataclass(frozen=True)
class Outcome:
    """Who is paid: all but those whose account is closed; one of them sends it back, perhaps."""

    who: tuple[Payee, ...]
    closed: frozenset[Payee]
    back: Payee | None

    def at_the_bank(self, bank: Bank) -> Iterator[str]:
        """Each payment was handed over once; the bank took all but those to closed accounts."""
        handed = Counter(payment for payment, _ in bank.payments())
        for one in self.who:
            if handed[one.payment] != 1:
                yield f"{one.payment} is at the bank {handed[one.payment]} times"
        taken = {payment for payment, took in bank.payments() if took}
        wanted = {one.payment for one in self.who if one not in self.closed}
        if taken != wanted:
            yield f"the bank took {sorted(taken ^ wanted)} or did not, other than meant"

    def in_the_log(self, system: System) -> Iterator[str]:
        """Each payment stands where it should, what it pays too; each fact was said once."""
        stages = paying.stages(system)
        for one in self.who:
            payment, stands = self._expected(one)
            if (found := stages[one.payment.replace("-", "/")]) != payment.value:
                yield f"{one.payment} is {found} in the log, not {payment.value}"
            if (now := _standing(system, one)) is not stands:
                yield f"what {one.payment} pays is {now}, not {stands}"
        system.publisher.publish()
        stored = list(system.tree.stored())
        said = Counter(read_body(part(form)[0]).name for form in stored)
        yield from self._told_once(said)
        trust = Trust.load(system.home.trust)
        verdict = verify(stored, system.tree.checkpoints(), trust, processes=1)
        if not verdict.ok:
            yield "\n".join(verdict.lines())

    def _told_once(self, said: Counter[str]) -> Iterator[str]:
        payouts = {one for one in self.who if isinstance(one, Payable)}
        wanted = {
            "PaymentOrdered": len(self.who),
            "PaymentSent": len(self.who),
            "PaymentSettled": len(self.who) - len(self.closed),
            "PayoutInstructed": len(payouts),
        }
        for name, count in wanted.items():
            if said[name] != count:
                yield f"{said[name]} {name} for {count}"
        if (paid := sum(said[name] for name in _CONFIRMED)) != len(payouts - self.closed):
            yield f"{paid} payouts were confirmed, not {len(payouts - self.closed)}"

    def _expected(self, one: Payee) -> tuple[Stage, Standing | Payout]:
        refund = isinstance(one, Payer)
        if one in self.closed:
            return Stage.REJECTED, Standing.FAILED if refund else Payout.FAILED
        if one == self.back:
            return Stage.RETURNED, Standing.RETURNED if refund else Payout.RETURNED
        return Stage.SETTLED, Standing.PAID if refund else Payout.PAID


def _standing(system: System, one: Payee) -> Standing | Payout:
    if isinstance(one, Payable):
        stage: Payout = system.replay.state(StreamId("payout", one.payment)).stage
        return stage
    (refund,) = system.replay.state(StreamId("deposit", one.deposit)).refunds
    standing: Standing = refund.standing
    return standing


def books(system: System, bank: Bank) -> Iterator[str]:
    """What the bank has, the books have; nothing is on its way, or nobody's."""
    if (books := paying.balance(system, "1001")) != bank.balance(ACCOUNT):
        yield f"the books have {books} fen, the bank {bank.balance(ACCOUNT)}"
    for account in (BANK_DEBITS, IN_TRANSIT, UNIDENTIFIED):
        if left := paying.balance(system, account.code):
            yield f"{left} fen are left in {account.code}"
