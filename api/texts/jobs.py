"""Sentences of what works by itself: reactor, jobs, worker."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "col.asker": ("策略", "asked by"),
    "col.cause": ("原因", "because of"),
    "col.command": ("命令", "command"),
    "col.rule": ("规则", "rule"),
    "col.tries": ("次数", "tries"),
    "col.next_try": ("下次", "next try"),
    "doctor.reactor": ("策略落后", "reactor behind"),
    "doctor.pending": ("被拒待办", "refused and waiting"),
    "state.checking": ("由日志重新推导", "deriving from the log again"),
    "worker.working": (
        "处理 {jobs} 项任务，{workers} 个并行（Ctrl-C 结束）",
        "Doing {jobs} jobs, {workers} at once (Ctrl-C ends it)",
    ),
    "worker.stopped": ("已按序停止", "Stopped in order"),
    "reactor.position": (
        "策略已处理至位置 {position}，落后 {behind}",
        "Everything up to position {position} was heard, {behind} behind",
    ),
    "reactor.nothing_waits": ("没有被拒的待办", "Nothing was refused that still waits"),
    "reactor.checked": (
        "位置 {span}：应提出 {follow} 个命令，已接受 {accepted}，待办 {pending}，遗漏 {missed}",
        "Positions {span}: {follow} commands follow, {accepted} accepted, {pending} waiting, "
        "{missed} missed",
    ),
}
