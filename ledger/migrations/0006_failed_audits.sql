-- Audits that came to nothing: why, and when they began, by the platform's clock. One rests until the
-- next night; what the audit before it found stays in work.audit. Gone with the next that ends well.
CREATE TABLE work.audit_failed (
    projection text PRIMARY KEY,
    problem text NOT NULL,
    at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON work.audit_failed TO zhangben_matcher;
