"""The joint acts: which commands two persons sign, and who signs beside who may ask."""

COSIGNED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ReleaseStatement", ("C-SET2",)),
    ("ReopenDay", ("C-SET2",)),
    ("AwardVoidMoney", ("C-SET2",)),
    ("BreakGlass", ("KEY",)),
)
"""The joint acts, and who signs them beside who may ask: the posts that close a day together, or
make and check what is paid, or who keeps keys beside who looks under a seal; of which no person
holds both.
"""

JOINT = frozenset(name for name, _ in COSIGNED)
