-- What leaves the shop: messages to people, what may leave in a day, the doors it goes through, and who is told of events.

CREATE TABLE messages (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  subject TEXT,
  body_text TEXT NOT NULL,
  body_html TEXT,
  attachments TEXT NOT NULL,
  order_id TEXT REFERENCES orders (id),
  location_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'sending', 'sent', 'not_delivered', 'canceled')),
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  next_attempt_at BIGINT NOT NULL,
  first_attempt_at BIGINT,
  lease TEXT,
  lease_until BIGINT,
  last_error TEXT,
  dedup_key TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  CHECK ((status = 'sending') = (lease IS NOT NULL)),
  CHECK ((lease IS NULL) = (lease_until IS NULL)),
  CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);

CREATE INDEX messages_by_age ON messages (created_at, id);
CREATE INDEX messages_by_order ON messages (order_id, created_at);
CREATE INDEX messages_due ON messages (channel, next_attempt_at) WHERE status = 'waiting';
CREATE INDEX messages_taken ON messages (channel, lease_until) WHERE status = 'sending';
CREATE INDEX messages_not_delivered ON messages (created_at) WHERE status = 'not_delivered';

CREATE TABLE message_budgets (
  subject TEXT NOT NULL,
  day BIGINT NOT NULL,
  used BIGINT NOT NULL CHECK (used >= 1),
  PRIMARY KEY (subject, day)
);

CREATE INDEX message_budgets_by_day ON message_budgets (day);

-- Addresses of mail server and SMS gateway; sealed with a key that is not in the database.
CREATE TABLE doors (
  name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('smtp_url', 'mail_from', 'sms_url')),
  sealed TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE webhook_endpoints (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  description TEXT,
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  sealed_secret TEXT NOT NULL,
  location_id TEXT REFERENCES locations (id),
  -- The journal was looked through for this receiver up to here.
  reach BIGINT NOT NULL,
  failures BIGINT NOT NULL CHECK (failures >= 0),
  resting_until BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX webhook_endpoints_active ON webhook_endpoints (reach) WHERE active = 1;

CREATE TABLE webhook_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  sequence BIGINT NOT NULL REFERENCES events (sequence),
  event_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'sending', 'delivered', 'failed')),
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  next_attempt_at BIGINT NOT NULL,
  first_attempt_at BIGINT,
  lease TEXT,
  lease_until BIGINT,
  response_status BIGINT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  delivered_at BIGINT,
  UNIQUE (endpoint_id, sequence),
  CHECK ((status = 'sending') = (lease IS NOT NULL)),
  CHECK ((lease IS NULL) = (lease_until IS NULL)),
  CHECK ((status = 'delivered') = (delivered_at IS NOT NULL))
);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_attempt_at) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_taken ON webhook_deliveries (lease_until) WHERE status = 'sending';
CREATE INDEX webhook_deliveries_open ON webhook_deliveries (endpoint_id, object_id, sequence) WHERE status IN ('waiting', 'sending');
CREATE INDEX webhook_deliveries_delivered ON webhook_deliveries (created_at) WHERE status = 'delivered';
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (endpoint_id, created_at, id);
