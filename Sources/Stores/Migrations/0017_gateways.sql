-- Payments that a provider makes for us: what was agreed before the payer left, what the provider told us, cards kept at the provider,
-- and what a person has to look at.

-- A payment in the hands of a provider. Only what agrees with this row in everything counts as paid.
CREATE TABLE payment_attempts (
  payment_id TEXT NOT NULL PRIMARY KEY REFERENCES payments (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  -- The invoice revision it pays for; 0 for an order that was not sent.
  revision BIGINT NOT NULL CHECK (revision >= 0),
  content_hash TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  -- What had been paid of the order before, so that one stretch of its total is settled once.
  paid_before BIGINT NOT NULL CHECK (paid_before >= 0),
  provider TEXT NOT NULL CHECK (provider IN ('stripe', 'test')),
  account TEXT NOT NULL,
  is_live BIGINT NOT NULL CHECK (is_live IN (0, 1)),
  way TEXT NOT NULL CHECK (way IN ('page', 'saved_method')),
  saved_method_id TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('link', 'staff')),
  state TEXT NOT NULL CHECK (state IN ('open', 'settled', 'surplus', 'failed', 'canceled', 'review')),
  provider_session TEXT,
  provider_payment TEXT,
  page_url TEXT,
  -- What may be shown of the card: its brand and its last four digits.
  card TEXT,
  failure TEXT,
  -- Who asked with which key, so that a request whose answer was lost finds what it began, and what was asked with it.
  request_key TEXT UNIQUE,
  request_fingerprint TEXT,
  looks BIGINT NOT NULL DEFAULT 0 CHECK (looks >= 0),
  next_look_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK ((way = 'saved_method') = (saved_method_id IS NOT NULL))
);

CREATE UNIQUE INDEX payment_attempts_open ON payment_attempts (order_id) WHERE state = 'open';
CREATE UNIQUE INDEX payment_attempts_settled ON payment_attempts (order_id, revision, paid_before) WHERE state = 'settled';
CREATE UNIQUE INDEX payment_attempts_by_session ON payment_attempts (provider, provider_session) WHERE provider_session IS NOT NULL;
CREATE UNIQUE INDEX payment_attempts_by_payment ON payment_attempts (provider, provider_payment) WHERE provider_payment IS NOT NULL;
CREATE INDEX payment_attempts_by_order ON payment_attempts (order_id, created_at);
CREATE INDEX payment_attempts_due ON payment_attempts (next_look_at) WHERE state = 'open';

-- Refunds by a provider are written before the provider is asked, and counted until it refuses for good.
ALTER TABLE refunds ADD COLUMN status TEXT NOT NULL DEFAULT 'succeeded' CHECK (status IN ('pending', 'succeeded', 'failed'));
ALTER TABLE refunds ADD COLUMN provider_refund TEXT;
ALTER TABLE refunds ADD COLUMN failure TEXT;
ALTER TABLE refunds ADD COLUMN request_key TEXT;
ALTER TABLE refunds ADD COLUMN looks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE refunds ADD COLUMN next_look_at BIGINT;

CREATE UNIQUE INDEX refunds_by_provider ON refunds (provider_refund) WHERE provider_refund IS NOT NULL;
CREATE INDEX refunds_by_request ON refunds (request_key) WHERE request_key IS NOT NULL;
CREATE INDEX refunds_pending ON refunds (next_look_at) WHERE status = 'pending';

-- What providers tell us; kept before it is answered, so that nothing is dropped and nothing counts twice.
CREATE TABLE provider_events (
  provider TEXT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  -- Our own payment as the provider's object names it; nil for what is not ours.
  payment_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'ignored', 'dead')),
  attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at BIGINT NOT NULL,
  last_error TEXT,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (provider, event_id)
);

CREATE INDEX provider_events_due ON provider_events (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX provider_events_by_age ON provider_events (received_at);

-- A customer as the provider knows them, and the cards it keeps for them; never a number of a card.
CREATE TABLE provider_customers (
  customer_id TEXT NOT NULL REFERENCES customers (id),
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  provider_customer TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (customer_id, provider, account)
);

CREATE TABLE saved_methods (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customers (id),
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  provider_method TEXT NOT NULL,
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL,
  expires_month BIGINT,
  expires_year BIGINT,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE UNIQUE INDEX saved_methods_kept ON saved_methods (provider, account, provider_method) WHERE removed_at IS NULL;
CREATE INDEX saved_methods_by_customer ON saved_methods (customer_id, created_at) WHERE removed_at IS NULL;

-- Money that a person has to decide about.
CREATE TABLE payment_tasks (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('surplus', 'mismatch', 'not_placed', 'refund_failed', 'dispute')),
  order_id TEXT REFERENCES orders (id),
  payment_id TEXT REFERENCES payments (id),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  currency TEXT NOT NULL,
  detail TEXT NOT NULL,
  dedup_key TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  -- When what can mend itself is tried again.
  next_try_at BIGINT,
  resolved_at BIGINT,
  resolved_by TEXT,
  resolution TEXT CHECK (resolution IN ('refunded', 'kept', 'settled', 'dismissed')),
  CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);

CREATE INDEX payment_tasks_due ON payment_tasks (next_try_at) WHERE resolved_at IS NULL AND next_try_at IS NOT NULL;
CREATE INDEX payment_tasks_open ON payment_tasks (created_at, id) WHERE resolved_at IS NULL;
CREATE INDEX payment_tasks_by_order ON payment_tasks (order_id, created_at);
