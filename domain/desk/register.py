"""DESK: the deciders over several streams."""

from domain.desk.answer_extension import ANSWER_EXTENSION
from domain.desk.approve import APPROVE_REFUNDS, REJECT_REFUNDS
from domain.desk.approve_payout import APPROVE_PAYOUT, REJECT_PAYOUT
from domain.desk.arrange import ARRANGE_SESSION
from domain.desk.award_void import AWARD_VOID_MONEY
from domain.desk.bond import MATCH_BOND
from domain.desk.bring import RECORD_OUTSIDE_LIST
from domain.desk.carry import CARRY_DEPOSIT_OVER, CARRY_INTEREST_OVER
from domain.desk.certificate import ISSUE_CERTIFICATE
from domain.desk.charge import MATCH_CHARGE, MATCH_CHARGE_REPAID
from domain.desk.claim import CLAIM_GUARANTEE, RECORD_GUARANTEE_PAID, REFUSE_GUARANTEE_CLAIM
from domain.desk.close_settlement import CLOSE_SETTLEMENT
from domain.desk.convert import CONVERT_DEPOSIT
from domain.desk.distribute import DISTRIBUTE_INTEREST
from domain.desk.divide import DIVIDE_RECEIPT
from domain.desk.dormant import CLAIM_DORMANT_RECEIPTS, DECLARE_DORMANT_RECEIPTS
from domain.desk.extend import EXTEND_GUARANTEE
from domain.desk.external import CONFIRM_EXTERNAL_PAYMENT
from domain.desk.fail_decryption import RECORD_DECRYPTION_FAILURE
from domain.desk.fee import RECORD_SERVICE_FEE
from domain.desk.forfeit import FORFEIT_DEPOSIT
from domain.desk.give_up import GIVE_UP_PAYOUT
from domain.desk.guaranteed import MATCH_GUARANTEE_PAID
from domain.desk.import_lines import IMPORT_LINES
from domain.desk.interest import ALLOCATE_INTEREST, MATCH_INTEREST
from domain.desk.listing import CLOSE_LISTING, START_LISTING
from domain.desk.lodge import LODGE_GUARANTEE, RELEASE_GUARANTEE
from domain.desk.match import MATCH_RECEIPT
from domain.desk.offer import PLACE_OFFER
from domain.desk.open_account import NUMBER_ACCOUNT, OPEN_ACCOUNT
from domain.desk.owe import OWE_REFUND
from domain.desk.owe_interest import OWE_INTEREST
from domain.desk.pay import ORDER_PAYMENT
from domain.desk.pay_refund import PAY_REFUND
from domain.desk.performance import LODGE_PERFORMANCE_GUARANTEE, RELEASE_PERFORMANCE_GUARANTEE
from domain.desk.pool import MATCH_POOL, OPEN_POOL
from domain.desk.pool_back import MATCH_POOL_REVERSAL, UNMATCH_POOL
from domain.desk.pool_close import CLOSE_POOL
from domain.desk.price import MATCH_PRICE, RELEASE_PRICE
from domain.desk.price_transfer import TRANSFER_PRICE
from domain.desk.propose import PROPOSE_REFUNDS
from domain.desk.propose_payout import PROPOSE_PAYOUT
from domain.desk.qualify import CONFIRM_QUALIFICATION
from domain.desk.quarantine import QUARANTINE_STATEMENT
from domain.desk.record import RECORD_STATEMENT
from domain.desk.refuse_claim import REFUSE_RECEIPT_CLAIM
from domain.desk.reject import REJECT_RECEIPT
from domain.desk.repay import MATCH_FORFEITURE_REPAID
from domain.desk.report import REPORT_PAYMENT
from domain.desk.require import REQUIRE_DEPOSIT
from domain.desk.reserve import RELEASE_POOL, RESERVE_POOL
from domain.desk.restate import RESTATE_TERMS
from domain.desk.reverse import MATCH_REVERSAL
from domain.desk.settle import MATCH_DEBIT, MATCH_RETURN
from domain.desk.stray import GIVE_STRAY_BACK
from domain.desk.timed_bidding import END_TIMED_BIDDING, START_TIMED_BIDDING
from domain.desk.transfer import MATCH_TRANSFER
from domain.desk.undivide import MATCH_DIVIDED_REVERSAL, UNDIVIDE_RECEIPT
from domain.desk.unforfeit import REVERSE_FORFEITURE
from domain.desk.unmatch import UNMATCH_RECEIPT
from domain.desk.waive import WAIVE_FORFEITURE
from domain.desk.withdraw import WITHDRAW_PAYMENT
from domain.desk.withdraw_bid import REVOKE_BID, WITHDRAW_BID
from domain.kernel import Decider

DESK: tuple[Decider, ...] = (
    OPEN_ACCOUNT,
    NUMBER_ACCOUNT,
    RECORD_STATEMENT,
    QUARANTINE_STATEMENT,
    IMPORT_LINES,
    RECORD_OUTSIDE_LIST,
    DECLARE_DORMANT_RECEIPTS,
    CLAIM_DORMANT_RECEIPTS,
    REQUIRE_DEPOSIT,
    RESTATE_TERMS,
    LODGE_GUARANTEE,
    EXTEND_GUARANTEE,
    RELEASE_GUARANTEE,
    CLAIM_GUARANTEE,
    RECORD_GUARANTEE_PAID,
    MATCH_GUARANTEE_PAID,
    REFUSE_GUARANTEE_CLAIM,
    LODGE_PERFORMANCE_GUARANTEE,
    RELEASE_PERFORMANCE_GUARANTEE,
    MATCH_RECEIPT,
    REJECT_RECEIPT,
    GIVE_STRAY_BACK,
    UNMATCH_RECEIPT,
    DIVIDE_RECEIPT,
    UNDIVIDE_RECEIPT,
    MATCH_DIVIDED_REVERSAL,
    MATCH_INTEREST,
    DISTRIBUTE_INTEREST,
    ALLOCATE_INTEREST,
    MATCH_DEBIT,
    MATCH_RETURN,
    MATCH_REVERSAL,
    REFUSE_RECEIPT_CLAIM,
    MATCH_TRANSFER,
    MATCH_CHARGE,
    MATCH_CHARGE_REPAID,
    OWE_REFUND,
    OWE_INTEREST,
    CONVERT_DEPOSIT,
    CARRY_DEPOSIT_OVER,
    CARRY_INTEREST_OVER,
    OPEN_POOL,
    MATCH_POOL,
    UNMATCH_POOL,
    MATCH_POOL_REVERSAL,
    RESERVE_POOL,
    RELEASE_POOL,
    CLOSE_POOL,
    MATCH_PRICE,
    MATCH_BOND,
    TRANSFER_PRICE,
    RELEASE_PRICE,
    CONFIRM_EXTERNAL_PAYMENT,
    RECORD_SERVICE_FEE,
    ISSUE_CERTIFICATE,
    CLOSE_SETTLEMENT,
    FORFEIT_DEPOSIT,
    WAIVE_FORFEITURE,
    AWARD_VOID_MONEY,
    REVERSE_FORFEITURE,
    MATCH_FORFEITURE_REPAID,
    PROPOSE_REFUNDS,
    APPROVE_REFUNDS,
    REJECT_REFUNDS,
    PROPOSE_PAYOUT,
    APPROVE_PAYOUT,
    REJECT_PAYOUT,
    GIVE_UP_PAYOUT,
    ORDER_PAYMENT,
    PAY_REFUND,
    WITHDRAW_PAYMENT,
    WITHDRAW_BID,
    REVOKE_BID,
    ANSWER_EXTENSION,
    RECORD_DECRYPTION_FAILURE,
    REPORT_PAYMENT,
    ARRANGE_SESSION,
    CONFIRM_QUALIFICATION,
    START_LISTING,
    CLOSE_LISTING,
    START_TIMED_BIDDING,
    PLACE_OFFER,
    END_TIMED_BIDDING,
)
