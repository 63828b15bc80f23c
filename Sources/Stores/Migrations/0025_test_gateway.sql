-- The books of the test gateway: what a provider would keep. Nothing here is the shop's own, so nothing of the shop refers to it.

CREATE TABLE test_gateway_pages (
  id TEXT NOT NULL PRIMARY KEY,
  -- What the shop named it with, so that asking twice makes one.
  request_key TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  -- Both are nil on a page where a card is only left.
  amount BIGINT CHECK (amount > 0),
  currency TEXT,
  customer TEXT,
  keeps_card BIGINT NOT NULL CHECK (keeps_card IN (0, 1)),
  return_url TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'canceled')),
  card_last4 TEXT,
  refunded BIGINT NOT NULL DEFAULT 0 CHECK (refunded >= 0),
  ends_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CHECK ((amount IS NULL) = (currency IS NULL)),
  CHECK (refunded = 0 OR (state = 'done' AND refunded <= amount))
);

CREATE TABLE test_gateway_refunds (
  id TEXT NOT NULL PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES test_gateway_pages (id),
  request_key TEXT NOT NULL UNIQUE,
  amount BIGINT NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX test_gateway_refunds_by_page ON test_gateway_refunds (page_id, created_at);

CREATE TABLE test_gateway_cards (
  id TEXT NOT NULL PRIMARY KEY,
  customer TEXT NOT NULL,
  last4 TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE INDEX test_gateway_cards_by_customer ON test_gateway_cards (customer, created_at) WHERE removed_at IS NULL;
