"""The record of the stream: `lot/CODE`."""

from domain.kernel import KeyName, Stream
from domain.lot.announce import ANNOUNCE_LOT, DEFINE_LOT, POSTPONE_DEADLINE
from domain.lot.archive import SEAL_ARCHIVE
from domain.lot.award import CONFIRM_TRANSACTION, SIGN_CONTRACT
from domain.lot.close import PASS_DEPOSIT_DEADLINE, TERMINATE_PROCEDURE
from domain.lot.compete import CLOSE_TIMED_BIDDING
from domain.lot.correct import CORRECT_ANNOUNCEMENT
from domain.lot.default import RECORD_DEFAULT
from domain.lot.disclose import CLOSE_DISCLOSURE, EXTEND_DISCLOSURE
from domain.lot.document_fee import OWE_DOCUMENT_FEE
from domain.lot.documents import CLOSE_DOCUMENT_SALE, ISSUE_DOCUMENTS, PASS_BID_DEADLINE
from domain.lot.draw import COMMIT_DRAW
from domain.lot.evaluation import PUBLICISE_CANDIDATES
from domain.lot.fees import ASSESS_FEES
from domain.lot.file_deal import FILE_DEAL
from domain.lot.fold import FOLDS, evolve
from domain.lot.former import FORMER
from domain.lot.instalments import AGREE_INSTALMENTS
from domain.lot.prequalify import ISSUE_PREQUALIFICATION
from domain.lot.prequalify_after import CLARIFY_PREQUALIFICATION, INVITE_QUALIFIED
from domain.lot.publish import PUBLISH_RESULT
from domain.lot.state import Lot
from domain.lot.suspend import SUSPEND_PROCEDURE

LOT = Stream(
    name="lot",
    events=tuple(FOLDS),
    initial=Lot(),
    evolve=evolve,
    deciders=(
        DEFINE_LOT,
        ANNOUNCE_LOT,
        CORRECT_ANNOUNCEMENT,
        POSTPONE_DEADLINE,
        PASS_DEPOSIT_DEADLINE,
        CLOSE_TIMED_BIDDING,
        CONFIRM_TRANSACTION,
        SIGN_CONTRACT,
        TERMINATE_PROCEDURE,
        ASSESS_FEES,
        OWE_DOCUMENT_FEE,
        ISSUE_PREQUALIFICATION,
        CLARIFY_PREQUALIFICATION,
        INVITE_QUALIFIED,
        ISSUE_DOCUMENTS,
        CLOSE_DOCUMENT_SALE,
        PASS_BID_DEADLINE,
        PUBLICISE_CANDIDATES,
        RECORD_DEFAULT,
        PUBLISH_RESULT,
        FILE_DEAL,
        AGREE_INSTALMENTS,
        EXTEND_DISCLOSURE,
        CLOSE_DISCLOSURE,
        COMMIT_DRAW,
        SUSPEND_PROCEDURE,
        SEAL_ARCHIVE,
    ),
    former=FORMER,
    owns=lambda first: KeyName("lot", first.lot),
    region=lambda lot: lot.defined and lot.defined.region,
)
