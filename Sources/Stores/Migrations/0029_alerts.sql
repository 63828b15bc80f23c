-- Notices for staff: what came in and has to be seen, until somebody says that they have.

CREATE TABLE alerts (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('online_order', 'payment', 'transfer_notice')),
  -- What came in, such as order:ord_…; one cause raises one notice.
  cause TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders (id),
  -- Where the order belonged; NULL where no location had it, so that everybody is told.
  location_id TEXT REFERENCES locations (id),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  currency TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  acknowledged_at BIGINT,
  acknowledged_kind TEXT CHECK (acknowledged_kind IN ('staff', 'token', 'system')),
  acknowledged_by TEXT,
  CHECK ((acknowledged_at IS NULL) = (acknowledged_kind IS NULL)),
  CHECK (acknowledged_by IS NULL OR acknowledged_at IS NOT NULL)
);

CREATE INDEX alerts_newest ON alerts (created_at, id);
CREATE INDEX alerts_open ON alerts (created_at, id) WHERE acknowledged_at IS NULL;
CREATE INDEX alerts_by_order ON alerts (order_id) WHERE acknowledged_at IS NULL;

-- How they sound. Quiet hours are minutes after midnight on the shop's clock, both or none.
ALTER TABLE settings ADD COLUMN alert_sound BIGINT NOT NULL DEFAULT 1 CHECK (alert_sound IN (0, 1));
ALTER TABLE settings ADD COLUMN alert_volume BIGINT NOT NULL DEFAULT 60 CHECK (alert_volume BETWEEN 0 AND 100);
ALTER TABLE settings ADD COLUMN alert_repeat_seconds BIGINT NOT NULL DEFAULT 10 CHECK (alert_repeat_seconds BETWEEN 3 AND 300);
ALTER TABLE settings ADD COLUMN alert_quiet_from BIGINT CHECK (alert_quiet_from BETWEEN 0 AND 1439);
ALTER TABLE settings ADD COLUMN alert_quiet_to BIGINT CHECK (alert_quiet_to BETWEEN 0 AND 1439);
-- Kinds that are shown without a sound, as a JSON list.
ALTER TABLE settings ADD COLUMN alert_silent_kinds TEXT NOT NULL DEFAULT '[]';
