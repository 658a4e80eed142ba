"""Words of sessions (竞价场次): what their streams and the fields of their events are called."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "kind.auction": ("竞价场次", "session"),
    "kind.participation": ("参与资格", "participation"),
    "field.countdown_s": ("限时竞价秒数", "countdown, seconds"),
    "field.ended_at": ("结束时间", "ended at"),
    "field.ends_at": ("限时竞价至", "ends at"),
    "field.free_s": ("自由报价秒数", "free quotation, seconds"),
    "field.free_until": ("自由报价至", "free until"),
    "field.highest_fen": ("最高报价（分）", "highest offer, fen"),
    "field.listing_from": ("挂牌开始", "listed from"),
    "field.met": ("达到底价", "reserve met"),
    "field.offer": ("第几次报价", "offer"),
    "field.offers": ("报价次数", "offers"),
    "field.opens": ("自此公开参与人", "opens the lot"),
    "field.participation": ("参与编号", "participation"),
    "field.reserve_fen": ("底价（分）", "reserve, fen"),
    "field.session": ("场次", "session"),
    "field.start_fen": ("起始价（分）", "start price, fen"),
    "field.started_at": ("开始时间", "started at"),
    "field.steps": ("加价幅度", "steps"),
    "field.timed": ("转入限时竞价", "goes on in timed bidding"),
}
