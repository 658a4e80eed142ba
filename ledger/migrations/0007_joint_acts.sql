-- Joint acts that one person has signed and that wait for the second signature (ledger/joint.py).
-- The signed bytes lie encrypted among the blobs, under their SHA-256; here stands who signed them.
-- Nothing is decided before both have signed: a row that lapses leaves no trace in the log.
CREATE TABLE work.joint_act (
    id text PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,
    alg text NOT NULL,
    key text NOT NULL,
    sig bytea NOT NULL,
    proposed_at timestamptz NOT NULL,
    not_after timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON work.joint_act TO zhangben_app;
