"""What of a deposit became price goes to where the price is (P10): its transfer, both sides."""

from typing import Any

from domain.accounts import SETTLEMENT_BANK
from domain.bankpage.events import FundsTransferredBetweenAccounts
from domain.deposit.passed_on import PriceMoved
from domain.deposit.state import Deposit
from domain.desk import transfer
from domain.desk.pairing import blind
from domain.desk.price import elsewhere
from domain.identifiers import deposit_code, line_id, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.money import show


@command("TransferPrice", zh="匹配保证金转价款划转")
class TransferPrice(Command):
    """This debit and this credit line are the transfer of what of this deposit became price."""

    debit: str
    debit_seen: int
    credit: str
    credit_seen: int
    deposit: str
    lot: str

    def __post_init__(self) -> None:
        transfer.check_lines(self.debit, self.credit)
        deposit_code(self.deposit)
        lot_code(self.lot)


def decide(states: tuple[Any, ...], asked: TransferPrice, context: Context) -> Decision:
    """To the fen, once, from where it lies to an account that holds prices (scenario C, row 19)."""
    *_, receiver, deposit, lot = states
    if refused := blind(context, asked, deposit, (lot,)) or _not_so(deposit, asked):
        return refused
    if receiver.opened is None or receiver.opened.holds != SETTLEMENT_BANK.code:
        return Rejected("account.other_cash", f"{line_id(asked.credit).page.of.account} holds none")
    if refused := elsewhere(deposit, asked.deposit, line_id(asked.credit).page.of.account):
        return refused
    decided = transfer.decide(states[:4], asked, context)
    if isinstance(decided, Rejected):
        return decided
    moved = decided[0]
    assert isinstance(moved, FundsTransferredBetweenAccounts), "a transfer is told first"
    part = deposit.price.part_fen
    if moved.entries[0].amount != part:
        return Rejected("price.other_part", f"{show(part)} of {asked.deposit} became price")
    told = PriceMoved(deposit=asked.deposit, account=moved.target)
    return (*decided, Placed(StreamId("deposit", asked.deposit), told))


def _not_so(deposit: Deposit, asked: TransferPrice) -> Rejected | None:
    """Why no part of the price is transferred from there."""
    if deposit.price.moved_to is not None or not deposit.price.part_fen:
        return Rejected("price.no_part", f"nothing of {asked.deposit} waits to be transferred")
    source = line_id(asked.debit).page.of.account
    on = deposit.price.part_lies_on(deposit.receipts)
    if on != {source}:
        where = " and ".join(sorted(on)) or "an account that nobody can tell"
        return Rejected("price.part_elsewhere", f"the part of {asked.deposit} lies on {where}")
    return None


TRANSFER_PRICE = Decider(
    handles=TransferPrice,
    touches=lambda asked: (
        *transfer.touched(asked),
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
    ),
    decide=decide,
)
