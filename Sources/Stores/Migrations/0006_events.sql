-- What happened (events, for everybody who listens), who did it (audit), and what was answered (idempotency):
-- written in the transaction of the change they speak of.

CREATE TABLE events (
  sequence BIGINT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  object_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  object_version BIGINT,
  location_id TEXT,
  data TEXT NOT NULL
);

CREATE INDEX events_by_object ON events (object_id, sequence);

CREATE TABLE audit (
  sequence BIGINT NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  actor_name TEXT NOT NULL,
  register_id TEXT,
  action TEXT NOT NULL,
  object_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  reason TEXT,
  detail TEXT NOT NULL
);

CREATE INDEX audit_by_object ON audit (object_id, sequence);

CREATE TABLE idempotency (
  principal TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status BIGINT NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (principal, route, key)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);
