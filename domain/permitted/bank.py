"""Who may ask for what of our bank accounts: statements, days, and what lies there (4.1)."""

BANK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("RecordBankCharge", ("C-CASH",)),
    ("OpenAccount", ("C-CASH",)),
    ("NumberAccount", ("PLATFORM",)),
    ("RecordStatement", ("C-CASH", "BANK")),
    ("ImportLines", ("C-CASH", "BANK")),
    ("RecordOutsideList", ("C-CASH", "BANK", "GUARANTOR")),
    ("QuarantineStatement", ("BANK",)),
    ("ReleaseStatement", ("C-CASH",)),
    ("DiscardStatement", ("C-CASH",)),
    ("PrepareClose", ("C-CASH",)),
    ("CloseDay", ("C-SET2",)),
    ("ReturnClose", ("C-SET2",)),
    ("ReopenDay", ("C-CASH",)),
    ("OpenStrays", ("MATCHER",)),
    ("NoteLine", ("C-SET1", "C-CASH")),
    ("AssignLine", ("C-SET1", "C-CASH")),
    ("DeclareDormantReceipts", ("C-CASH",)),
    ("ClaimDormantReceipts", ("C-CASH",)),
)
"""What the bank shows, and how each day of it is closed."""
