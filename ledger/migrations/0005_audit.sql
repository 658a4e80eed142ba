-- What the last audit of each projection found (`at` by the platform's clock). Written by whoever
-- builds projections, told by every door.
CREATE TABLE work.audit (
    projection text PRIMARY KEY,
    generation integer NOT NULL,
    position bigint NOT NULL,
    differs boolean NOT NULL,
    at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON work.audit TO zhangben_matcher;
