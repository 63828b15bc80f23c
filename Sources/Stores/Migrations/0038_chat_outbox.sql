-- Messages travel by conversation too: one lane for each chat service, so that none waits for another one.
-- The table is made anew, and with it the one that refers to it.

CREATE TABLE new_messages (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'conversation')),
  -- What leaves one after another: the channel, or the chat service of the conversation.
  lane TEXT NOT NULL CHECK (lane IN ('email', 'sms', 'line', 'facebook', 'instagram', 'web_chat', 'api')),
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
  CHECK ((channel = 'conversation') = (lane <> 'email' AND lane <> 'sms')),
  CHECK (channel = 'conversation' OR lane = channel),
  CHECK ((status = 'sending') = (lease IS NOT NULL)),
  CHECK ((lease IS NULL) = (lease_until IS NULL)),
  CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);

INSERT INTO new_messages (id, kind, channel, lane, recipient, subject, body_text, body_html, attachments, order_id, location_id, status,
  attempts, next_attempt_at, first_attempt_at, lease, lease_until, last_error, dedup_key, created_at, sent_at)
SELECT id, kind, channel, channel, recipient, subject, body_text, body_html, attachments, order_id, location_id, status,
  attempts, next_attempt_at, first_attempt_at, lease, lease_until, last_error, dedup_key, created_at, sent_at
FROM messages;

CREATE TABLE new_reminders (
  order_id TEXT NOT NULL REFERENCES orders (id),
  due_on BIGINT NOT NULL,
  step BIGINT NOT NULL,
  message_id TEXT REFERENCES new_messages (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, due_on, step)
);

INSERT INTO new_reminders (order_id, due_on, step, message_id, created_at)
SELECT order_id, due_on, step, message_id, created_at FROM reminders;

DROP TABLE reminders;
DROP TABLE messages;
ALTER TABLE new_messages RENAME TO messages;
ALTER TABLE new_reminders RENAME TO reminders;

CREATE INDEX messages_by_age ON messages (created_at, id);
CREATE INDEX messages_by_order ON messages (order_id, created_at);
CREATE INDEX messages_due ON messages (lane, next_attempt_at) WHERE status = 'waiting';
CREATE INDEX messages_taken ON messages (lane, lease_until) WHERE status = 'sending';
CREATE INDEX messages_not_delivered ON messages (created_at) WHERE status = 'not_delivered';
CREATE INDEX messages_in_conversations ON messages (recipient, created_at) WHERE channel = 'conversation' AND status = 'waiting';
