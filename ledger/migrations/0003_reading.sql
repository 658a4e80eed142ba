-- As of an instant: the last commit recorded by then. And who reads may see how far readers are.
CREATE INDEX commit_recorded_at ON ledger.commit (recorded_at, position);
GRANT SELECT ON work.notification_tracking TO zhangben_read;
