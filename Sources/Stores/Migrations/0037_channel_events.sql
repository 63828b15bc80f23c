-- What chat services tell us, kept before it is answered, so that nothing is dropped and nothing counts twice; and the keys to them among
-- the doors.

CREATE TABLE channel_events (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('line', 'meta')),
  -- The service's name for the event, or one made of its content.
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  -- The account of ours that it was told to, and who did or said it, in the service's own terms.
  account TEXT NOT NULL,
  contact TEXT,
  -- The event as JSON; emptied once it is done.
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'ignored', 'dead')),
  attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at BIGINT NOT NULL,
  last_error TEXT,
  received_at BIGINT NOT NULL,
  UNIQUE (source, event_id)
);

CREATE INDEX channel_events_due ON channel_events (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX channel_events_dead ON channel_events (received_at, id) WHERE state = 'dead';
CREATE INDEX channel_events_by_age ON channel_events (received_at, id);
CREATE INDEX channel_events_by_source ON channel_events (source, received_at);

CREATE TABLE new_doors (
  name TEXT NOT NULL PRIMARY KEY CHECK (
    name IN (
      'smtp_url', 'mail_from', 'sms_url', 'stripe_api_base', 'stripe_secret_key', 'stripe_webhook_secret', 'line_api_base',
      'line_channel_secret', 'line_channel_token', 'graph_api_base', 'meta_app_secret', 'meta_verify_token', 'meta_page_token')),
  sealed TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

INSERT INTO new_doors (name, sealed, updated_at) SELECT name, sealed, updated_at FROM doors;
DROP TABLE doors;
ALTER TABLE new_doors RENAME TO doors;
