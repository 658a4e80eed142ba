-- Least privilege. The application cannot UPDATE, DELETE or TRUNCATE what was said.
-- Roles are made by `zhangben init`; here they get their rights.
GRANT USAGE ON SCHEMA ledger TO zhangben_app, zhangben_read, zhangben_matcher;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ledger TO zhangben_app;
GRANT SELECT ON ledger.stored_events, ledger.commit, ledger.stream, ledger.tile,
    ledger.checkpoint TO zhangben_read;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO zhangben_matcher;
GRANT USAGE ON TYPE ledger.stored_event_text TO zhangben_app;

GRANT USAGE ON SCHEMA sealed TO zhangben_app, zhangben_matcher;
GRANT INSERT ON sealed.key, sealed.stream_key, sealed.blob_key, sealed.command TO zhangben_app;
GRANT SELECT ON ALL TABLES IN SCHEMA sealed TO zhangben_matcher;
GRANT DELETE ON sealed.key TO zhangben_matcher;
GRANT INSERT, UPDATE, DELETE ON sealed.snapshot TO zhangben_matcher;

GRANT USAGE ON SCHEMA work TO zhangben_app, zhangben_read, zhangben_matcher;
GRANT CREATE ON SCHEMA work, sealed TO zhangben_matcher;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA work TO zhangben_app, zhangben_matcher;
GRANT SELECT ON work.generation TO zhangben_read;
ALTER DEFAULT PRIVILEGES FOR ROLE zhangben_matcher IN SCHEMA work
    GRANT SELECT ON TABLES TO zhangben_read, zhangben_app;
