"""Why a payout, or what is passed on, is refused."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "refusal.payouts.evidence_unseen": (
        "没有确认已看过收款人证明",
        "what shows the payee was not confirmed as seen",
    ),
    "refusal.payout.exists": ("这件划付已经提交过", "this payout was proposed before"),
    "refusal.payout.own": (
        "您是本件经办，须由他人复核",
        "you proposed it: another person checks it",
    ),
    "refusal.payout.done": ("这件划付已经办理", "this payout is decided already"),
    "refusal.payout.unknown": ("没有这件划付", "nobody proposed this payout"),
    "refusal.payout.changed": (
        "应付金额已变动或已列入另一件划付，请再看一遍",
        "it is another sum by now, or another payout took it along: look again",
    ),
    "refusal.payout.other_content": ("与经办提交的内容不同", "it was proposed otherwise"),
    "refusal.payout.other_proposal": (
        "所签不是经办的那一份",
        "the signature names another proposal",
    ),
    "refusal.payout.receivable_open": (
        "这笔来款已被银行冲正，补足之前不付他人",
        "the bank took its money back: nothing goes to others before that is made good",
    ),
    "refusal.payout.not_own_account": (
        "收款账户不是中心已登记的自有账户",
        "the payee is no registered account of the centre's own",
    ),
    "refusal.payout.two_accounts": ("款项分属两个专户", "it lies on two accounts of ours"),
    "refusal.payout.result_void": (
        "成交无效，待依裁判登记归属",
        "its result is void: whose it is, is told first",
    ),
    "refusal.payout.lies_elsewhere": ("款项不在这个专户", "it lies on another account of ours"),
    "refusal.payout.sealed_together": (
        "标段未启封即终结：逐笔划付，不得合并",
        "the lot was never opened: its deposits are paid one by one",
    ),
    "refusal.payout.not_with_us": (
        "款项不在本中心：已付出或尚在办理",
        "its money is not with us: it is paid, or on its way",
    ),
    "refusal.payout.other_parts": ("与所含保证金不符", "it is of other deposits"),
    "refusal.payout.claimed": (
        "其中有已撤销不予退还的部分，退汇后归投标人",
        "a part of it is the bidder's again",
    ),
    "refusal.price.not_whole": ("价款尚未到齐", "the price has not come whole yet"),
    "refusal.price.not_moved": (
        "价款分属两个专户：先将保证金部分划至结算专户",
        "it lies on two accounts: transfer the deposit's part first",
    ),
    "refusal.price.other_fee": ("服务费尚未核定", "the fees are not assessed yet"),
    "refusal.price.receivable_open": (
        "其中来款已被银行冲正",
        "the bank took some of its money back",
    ),
    "refusal.price.pay_first": (
        "同一受益人在另一专户的款项先付",
        "what lies on another account for the same is paid first",
    ),
    "refusal.charge.other_payer": (
        "银行流水未标明为退还费用，付款人也不是开户行",
        "the bank neither calls it a charge nor is its payer",
    ),
    "refusal.guarantee.not_reopened": (
        "该流水原匹配的保函索赔尚在恢复，请稍后再试",
        "the claim that this line had paid is being reopened: try again",
    ),
    "refusal.forfeiture.pay_first": (
        "同一受益人在另一专户的款项先付",
        "what lies on another account for the same is paid first",
    ),
    "refusal.price.not_the_buyers": (
        "合同未签或保证金未转价款",
        "no contract is signed, or the deposit did not become price",
    ),
    "refusal.price.no_sale": ("该类交易的价款不由本中心结算", "no price is settled here"),
}
