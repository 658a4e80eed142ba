-- The ledger's tables. Rows are only ever inserted: nobody but the owner holds UPDATE or DELETE.
-- stored_event is frozen from eventsourcing 9.5.6 (PostgresApplicationRecorder), with our own
-- dense notification_id instead of a sequence (DESIGN 3); a contract test compares the two.
CREATE SCHEMA ledger;

CREATE TYPE ledger.stored_event_text AS (
    originator_id text, originator_version bigint, topic text, state bytea);

CREATE TABLE ledger.stored_events (
    originator_id text NOT NULL,
    originator_version bigint NOT NULL,
    topic text,
    state bytea,
    notification_id bigint NOT NULL,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_enabled = true,
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_scale_factor = 0.5,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);
-- Bodies are encrypted or hashes: not worth compressing, and read whole. Up to a page they stay in
-- the row.
ALTER TABLE ledger.stored_events ALTER COLUMN state SET STORAGE EXTERNAL;
ALTER TABLE ledger.stored_events SET (toast_tuple_target = 8160);
CREATE UNIQUE INDEX stored_events_notification_id_idx
    ON ledger.stored_events (notification_id ASC);

-- One row per append transaction: where the log ends, and the tree's right edge.
CREATE TABLE ledger.commit (
    position bigint PRIMARY KEY,
    frontier bytea NOT NULL,
    root bytea NOT NULL,
    recorded_at timestamptz NOT NULL
);

-- Which number a stream has. Written with its StreamRegistered event, never changed.
CREATE TABLE ledger.stream (
    number bigint PRIMARY KEY,
    kind text NOT NULL,
    code text NOT NULL,
    UNIQUE (kind, code)
);

-- A command id answers once and for ever. rule is NULL when the command was accepted.
CREATE TABLE ledger.receipt (
    id text PRIMARY KEY,
    digest bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    rule text
);

-- Full tiles of the tree (C2SP tlog-tiles): 256 hashes each, and their common root.
CREATE TABLE ledger.tile (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    root bytea NOT NULL,
    PRIMARY KEY (level, index)
);

CREATE TABLE ledger.checkpoint (
    size bigint PRIMARY KEY,
    note text NOT NULL
);

-- Statement files and documents: content-addressed, encrypted under sealing keys.
CREATE TABLE ledger.blob (
    sha256 bytea PRIMARY KEY,
    length bigint NOT NULL,
    media_type text NOT NULL,
    locked bytea NOT NULL
);

-- What only the matcher may read: keys (wrapped by a master key outside), which stream lies
-- under which key, the plain commands (encrypted under their subjects' keys), snapshots.
CREATE SCHEMA sealed;

CREATE TABLE sealed.key (name text PRIMARY KEY, wrapped bytea NOT NULL);
CREATE TABLE sealed.stream_key (number bigint PRIMARY KEY, names text[] NOT NULL);
CREATE TABLE sealed.blob_key (sha256 bytea PRIMARY KEY, names text[] NOT NULL);
CREATE TABLE sealed.command (
    digest bytea PRIMARY KEY,
    names text[] NOT NULL,
    locked bytea NOT NULL
);
CREATE TABLE sealed.snapshot (
    number bigint PRIMARY KEY,
    sequence bigint NOT NULL,
    head text NOT NULL,
    shape text NOT NULL,
    locked bytea NOT NULL
);

-- Where readers stand, and what they have built: rows here may change and can be rebuilt.
CREATE SCHEMA work;
CREATE TABLE work.notification_tracking (
    application_name text,
    notification_id bigint,
    PRIMARY KEY (application_name)
);
CREATE TABLE work.generation (
    projection text NOT NULL,
    number integer NOT NULL,
    shape text NOT NULL,
    live boolean NOT NULL DEFAULT false,
    PRIMARY KEY (projection, number)
);
CREATE UNIQUE INDEX generation_live ON work.generation (projection) WHERE live;
