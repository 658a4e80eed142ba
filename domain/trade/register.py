"""The trade on one page: its deciders over several streams."""

from domain.kernel import Decider
from domain.trade.accept import (
    ACCEPT_COMPLAINT,
    FORWARD_COMPLAINT,
    RECEIVE_COMPLAINT,
    REJECT_COMPLAINT,
)
from domain.trade.alert_life import (
    ACKNOWLEDGE_ALERT,
    CLOSE_ALERT,
    ESCALATE_ALERT,
    EXPLAIN_ALERT,
)
from domain.trade.allot import ALLOT_QUOTA
from domain.trade.apply import REVIEW_APPLICATION, SUBMIT_APPLICATION
from domain.trade.ask_question import ASK_QUESTION
from domain.trade.book_venue import BOOK_VENUE, RELEASE_VENUE
from domain.trade.break_glass import BREAK_GLASS
from domain.trade.case_clock import RECKON_CASE_DUE, RESUME_CASE_CLOCK, STOP_CASE_CLOCK
from domain.trade.case_hold import ORDER_CASE_HOLD
from domain.trade.clarify import CLARIFY_DOCUMENTS
from domain.trade.compare import COMPARE_OFFERS
from domain.trade.complain import FILE_COMPLAINT, REQUEST_WITHDRAWAL
from domain.trade.conclude import CONCLUDE_PREQUALIFICATION
from domain.trade.draw_panel import DRAW_PANEL
from domain.trade.evaluate import RECORD_EVALUATION
from domain.trade.evaluate_prices import EVALUATE_PRICES
from domain.trade.extend_validity import EXTEND_BID_VALIDITY
from domain.trade.fail_lot import FAIL_LOT
from domain.trade.file_document import FILE_DOCUMENT
from domain.trade.hand_in_key import HAND_IN_BID_KEY
from domain.trade.hold import LIFT_HOLD, PLACE_HOLD
from domain.trade.invite import ISSUE_INVITATIONS
from domain.trade.judge import ANSWER_WITHDRAWAL, DECIDE_COMPLAINT
from domain.trade.leave_panel import LEAVE_PANEL
from domain.trade.mandate import GRANT_MANDATE, REVOKE_MANDATE
from domain.trade.name_winner import AWARD_LOT, CONFIRM_NEXT_CANDIDATE
from domain.trade.negotiate import CLOSE_ROUND, START_NEGOTIATION
from domain.trade.object import ANSWER_OBJECTION, ANSWER_QUERY, FILE_OBJECTION, FILE_QUERY
from domain.trade.open_bids import OPEN_BIDS
from domain.trade.raise_alert import RAISE_ALERT
from domain.trade.record_download import RECORD_DOWNLOAD
from domain.trade.register_lot import REGISTER_LOT
from domain.trade.register_procedure import REGISTER_PROCEDURE
from domain.trade.replace_expert import REPLACE_EXPERT
from domain.trade.retender import LINK_RETENDER
from domain.trade.score_bids import SCORE_BIDS
from domain.trade.submit_bid import SUBMIT_BID
from domain.trade.suspension import ORDER_SUSPENSION, RESUME_PROCEDURE
from domain.trade.suspension_clock import RECKON_SUSPENSION
from domain.trade.void_result import VOID_RESULT

TRADE: tuple[Decider, ...] = (
    REGISTER_PROCEDURE,
    REGISTER_LOT,
    GRANT_MANDATE,
    REVOKE_MANDATE,
    ISSUE_INVITATIONS,
    SUBMIT_APPLICATION,
    REVIEW_APPLICATION,
    CONCLUDE_PREQUALIFICATION,
    RECORD_DOWNLOAD,
    ASK_QUESTION,
    CLARIFY_DOCUMENTS,
    SUBMIT_BID,
    START_NEGOTIATION,
    CLOSE_ROUND,
    OPEN_BIDS,
    FAIL_LOT,
    HAND_IN_BID_KEY,
    DRAW_PANEL,
    LEAVE_PANEL,
    REPLACE_EXPERT,
    SCORE_BIDS,
    RECORD_EVALUATION,
    EVALUATE_PRICES,
    EXTEND_BID_VALIDITY,
    AWARD_LOT,
    CONFIRM_NEXT_CANDIDATE,
    COMPARE_OFFERS,
    ALLOT_QUOTA,
    FILE_OBJECTION,
    ANSWER_OBJECTION,
    FILE_QUERY,
    ANSWER_QUERY,
    FILE_COMPLAINT,
    REQUEST_WITHDRAWAL,
    RECEIVE_COMPLAINT,
    FORWARD_COMPLAINT,
    ACCEPT_COMPLAINT,
    REJECT_COMPLAINT,
    ORDER_SUSPENSION,
    ORDER_CASE_HOLD,
    PLACE_HOLD,
    LIFT_HOLD,
    STOP_CASE_CLOCK,
    RESUME_CASE_CLOCK,
    RECKON_CASE_DUE,
    DECIDE_COMPLAINT,
    ANSWER_WITHDRAWAL,
    RESUME_PROCEDURE,
    RECKON_SUSPENSION,
    RAISE_ALERT,
    EXPLAIN_ALERT,
    ACKNOWLEDGE_ALERT,
    ESCALATE_ALERT,
    CLOSE_ALERT,
    BREAK_GLASS,
    VOID_RESULT,
    LINK_RETENDER,
    BOOK_VENUE,
    RELEASE_VENUE,
    FILE_DOCUMENT,
)
