"""Words of an owner's own lots: what it decides of deposits whose bidder won and did not sign."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "place.own": ("我的标段", "My lots"),
    "own.title": ("我的标段", "My lots"),
    "own.subject": (
        "本单位的项目与标段；开标后可看保证金并作决定",
        "procedures and lots of your own; once bids are open, their deposits and what you decide",
    ),
    "own.waiting": ("待本单位办理", "Waits for you"),
    "own.waiting.n": ("{n} 项，先到期的在前", "{n}, the earliest first"),
    "own.waiting.none": ("目前没有待本单位办理的事项", "Nothing waits for you"),
    "own.waiting.none.more": (
        "各标段的下一步见右侧；轮到本单位时列于此。",
        "What is next of each lot stands beside; what is yours to do is listed here.",
    ),
    "own.waiting.part": (
        "只列本页标段的事项",
        "Of the lots of this page alone",
    ),
    "own.by_wish": ("经平台办理：请向平台提出", "asked of the platform, which does it"),
    "own.to_decide": ("决定违约单位的保证金（{n} 份）", "Decide of {n} deposits"),
    "own.procedures": ("招标（采购、出让）项目与标段", "Procedures and their lots"),
    "own.no_procedure": ("未挂接招标（采购）项目的标段", "Lots without a procedure"),
    "own.col.next": ("下一步", "Next"),
    "own.col.last": ("最后日", "Last day"),
    "lot.due.none": ("无期限", "no day"),
    "own.none": ("没有本单位的标段", "You have no lot"),
    "own.none.more": (
        "登记标段时写明的招标人（转让方）与代理机构，在这里看到它。",
        "The owner and the agency that a lot names when it is registered see it here.",
    ),
    "own.col.decide": ("决定", "Decision"),
    "own.col.held": ("在管（元）", "Held (CNY)"),
    "own.asked": ("{deposit} 应缴 {fen}", "{deposit}, asked for {fen}"),
    "own.n_wait": ("{n} 份待决定", "{n} to decide"),
    "own.waits": ("违约，待您决定", "did not sign: you decide"),
    "own.kept": ("不予退还 {fen}", "kept {fen}"),
    "own.waived": ("已决定退还", "goes back, as decided"),
    "own.no_deposits": ("没有可列示的保证金", "No deposit may be listed"),
    "own.nothing_to_decide": (
        "没有待决定的保证金。要对投标有效期内撤销投标的不予退还，请先点单位名称。",
        "No deposit waits for a decision. To keep that of a bidder who revoked its bid, choose it"
        " above.",
    ),
    "own.nothing_at_all": ("目前没有可作决定的保证金", "There is no deposit to decide of"),
    "own.only_owner": ("由 {owner} 本身决定", "{owner} itself decides"),
    "own.waive": ("退还", "Give back"),
    "own.keep": ("不予退还", "Keep"),
    "own.undo": ("撤销不予退还", "Keep no more"),
    "own.about.waive": (
        "中标（成交）后未签约：全部退还，不予扣留。",
        "It won and did not sign: all of its deposit goes back, nothing is kept.",
    ),
    "own.about.keep": (
        "其中一部分或全部不予退还，其余照退；归谁由本类规则定。",
        "A part or all of it is kept, the rest goes back; whose it is, the rules of its kind say.",
    ),
    "own.about.undo": (
        "此前的不予退还作废；已划付的，由收款人退回后恢复。",
        "What was kept is kept no more; what was paid out of it is back once its payee returns it.",
    ),
    "own.ground": ("事由", "For what"),
    "own.ground.BID_REVOKED": ("投标有效期内撤销投标", "it revoked its bid"),
    "own.ground.WINNER_DEFAULTED": ("中标（成交）后不签约", "it won and did not sign"),
    "own.amount": ("不予退还金额（元）", "How much is kept (CNY)"),
    "own.amount.note": (
        "最多 {most} 元；应先扣的服务费按核定数自动计。",
        "{most} CNY at most; fees that go first are taken as they were assessed.",
    ),
    "own.wrong.amount": (
        "“{said}”不对：应大于 0、不超过 {most}，如 800,000.00",
        "'{said}' is not right: more than 0 and {most} at most, such as 800,000.00",
    ),
    "own.sentence.waive": (
        "{payer} 未签约，其保证金全部退还。依据：{document}",
        "{payer} did not sign; all of its deposit goes back. {document}",
    ),
    "own.sentence.keep": (
        "{payer} 的保证金不予退还 {fen} 元。依据：{document}",
        "{fen} CNY of the deposit of {payer} are kept. {document}",
    ),
    "own.sentence.undo": (
        "{payer} 的保证金不再不予退还。依据：{document}",
        "What was kept of the deposit of {payer} is kept no more. {document}",
    ),
    "own.last.waive": (
        "签后即入账；退款复核之前，仍可另作不予退还的决定。",
        "It is written once you sign; until a refund is checked you may still decide to keep it.",
    ),
    "own.last.keep": (
        "签后即入账；可另作决定撤销。",
        "It is written once you sign; another decision can take it back.",
    ),
    "own.last.undo": (
        "签后即入账，款项恢复为该单位的保证金。",
        "It is written once you sign; the money is that bidder's deposit again.",
    ),
    "last.own.waived": ("刚刚决定退还，列入应退清单", "It goes back; it stands among refunds due"),
    "last.own.kept": ("刚刚决定不予退还", "It is kept"),
    "last.own.undone": ("刚刚撤销不予退还", "It is kept no more"),
    "refusal.desk.not_open": (
        "不是已开标标段的保证金",
        "it is no deposit of a lot whose bids are open",
    ),
    "refusal.lot.not_yours": ("不是本单位的标段", "it is no lot of yours"),
    "refusal.lot.suspended": ("标段暂停中", "the lot stands still"),
    "refusal.forfeiture.decided": ("已作过决定", "it was decided before"),
    "refusal.forfeiture.not_the_winner": (
        "该单位不是未签约的中标人",
        "it is nobody's who won and did not sign",
    ),
    "refusal.forfeiture.exists": (
        "已有一部分不予退还，先撤销",
        "a part is kept: take that back first",
    ),
    "refusal.forfeiture.too_much": ("超过在管金额", "more than is held"),
    "refusal.forfeiture.goes_back": (
        "其中的退款已复核",
        "so much of it is approved to go back already",
    ),
    "refusal.forfeiture.not_revoked": (
        "该单位的投标没有在截止后撤销，不得以此不予退还",
        "its bid was not revoked after the deadline: for that nothing is kept",
    ),
    "refusal.forfeiture.other_fees": (
        "服务费尚未核定，由中心先核定",
        "the centre assesses the fees first",
    ),
    "refusal.forfeiture.no_rule": (
        "本类规则没有这一事由",
        "no rule of its kind is about this ground",
    ),
    "refusal.forfeiture.undecided": (
        "归谁，本类规则未定",
        "whose it is, the rules of its kind do not say",
    ),
    "refusal.forfeiture.none": ("没有不予退还的款项", "nothing of it is kept"),
    "refusal.payout.not_given_up": (
        "其中的划付未成，先由结算作废",
        "a payout of it failed: settlement gives it up first",
    ),
    "refusal.payout.on_its_way": (
        "其中的划付在途，等银行结果",
        "a payout of it is on its way: wait for the bank",
    ),
}
