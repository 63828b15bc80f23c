-- Who buys, and money they have with the shop. A balance is the sum of its entries and never below zero.

CREATE TABLE customers (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  company TEXT,
  email TEXT,
  phone TEXT,
  language TEXT,
  tax_id TEXT,
  tax_exempt BIGINT NOT NULL CHECK (tax_exempt IN (0, 1)),
  addresses TEXT NOT NULL,
  default_billing_address_id TEXT,
  default_shipping_address_id TEXT,
  group_names TEXT NOT NULL,
  tags TEXT NOT NULL,
  consents TEXT NOT NULL,
  note TEXT,
  store_credit BIGINT NOT NULL CHECK (store_credit >= 0),
  points BIGINT NOT NULL CHECK (points >= 0),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE INDEX customers_by_creation ON customers (created_at, id);

CREATE TABLE store_credit_entries (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customers (id),
  delta BIGINT NOT NULL CHECK (delta <> 0),
  balance BIGINT NOT NULL CHECK (balance >= 0),
  reason TEXT NOT NULL,
  order_id TEXT,
  actor TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX store_credit_entries_by_customer ON store_credit_entries (customer_id, created_at, id);

CREATE TABLE gift_cards (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  code_key TEXT UNIQUE,
  balance BIGINT NOT NULL CHECK (balance >= 0),
  currency TEXT NOT NULL,
  expires_at BIGINT,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE INDEX gift_cards_by_creation ON gift_cards (created_at, id);

CREATE TABLE gift_card_entries (
  id TEXT NOT NULL PRIMARY KEY,
  gift_card_id TEXT NOT NULL REFERENCES gift_cards (id),
  delta BIGINT NOT NULL CHECK (delta <> 0),
  balance BIGINT NOT NULL CHECK (balance >= 0),
  reason TEXT NOT NULL,
  order_id TEXT,
  actor TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX gift_card_entries_by_card ON gift_card_entries (gift_card_id, created_at, id);
