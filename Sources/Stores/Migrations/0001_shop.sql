-- The shop itself: what it decided, where it sells, its tills and their drawers, its taxes.
-- Amounts are minor units; rates and percentages are parts per million; times are milliseconds since 1970 in UTC.

CREATE TABLE settings (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  shop_name TEXT NOT NULL,
  legal_name TEXT,
  tax_id TEXT,
  currency TEXT NOT NULL,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  business_day_cut_off BIGINT NOT NULL CHECK (business_day_cut_off >= 0 AND business_day_cut_off < 1440),
  prices_include_tax BIGINT NOT NULL CHECK (prices_include_tax IN (0, 1)),
  tax_rounding TEXT NOT NULL CHECK (tax_rounding IN ('document', 'line')),
  cash_step BIGINT NOT NULL CHECK (cash_step >= 1),
  require_register_session BIGINT NOT NULL CHECK (require_register_session IN (0, 1)),
  held_orders_visibility TEXT NOT NULL CHECK (held_orders_visibility IN ('register', 'location', 'shop')),
  hold_cap BIGINT CHECK (hold_cap >= 1),
  hold_expiry_minutes BIGINT CHECK (hold_expiry_minutes >= 1),
  hold_reserves_stock BIGINT NOT NULL CHECK (hold_reserves_stock IN (0, 1)),
  held_price_first_choice TEXT NOT NULL CHECK (held_price_first_choice IN ('keep', 'take')),
  require_discard_reason BIGINT NOT NULL CHECK (require_discard_reason IN (0, 1)),
  discount_limit BIGINT NOT NULL CHECK (discount_limit >= 0 AND discount_limit <= 1000000),
  order_number_prefix TEXT NOT NULL,
  receipt_header TEXT,
  receipt_footer TEXT,
  low_stock_level BIGINT NOT NULL CHECK (low_stock_level >= 0),
  barcode_prefixes TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1)
);

CREATE TABLE locations (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT,
  time_zone TEXT,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE TABLE registers (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  location_id TEXT NOT NULL REFERENCES locations (id),
  current_order_id TEXT,
  tiles TEXT,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE INDEX registers_by_location ON registers (location_id);

CREATE TABLE register_sessions (
  id TEXT NOT NULL PRIMARY KEY,
  register_id TEXT NOT NULL REFERENCES registers (id),
  currency TEXT NOT NULL,
  opening_float BIGINT NOT NULL CHECK (opening_float >= 0),
  opened_at BIGINT NOT NULL,
  opened_by TEXT NOT NULL,
  counted BIGINT CHECK (counted >= 0),
  expected BIGINT,
  closed_at BIGINT,
  closed_by TEXT,
  CHECK ((closed_at IS NULL) = (counted IS NULL) AND (closed_at IS NULL) = (expected IS NULL))
);

CREATE INDEX register_sessions_by_register ON register_sessions (register_id, opened_at);
-- A drawer has one session at a time, whatever two tablets ask for at once.
CREATE UNIQUE INDEX register_sessions_open ON register_sessions (register_id) WHERE closed_at IS NULL;

CREATE TABLE cash_movements (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES register_sessions (id),
  amount BIGINT NOT NULL CHECK (amount <> 0),
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX cash_movements_by_session ON cash_movements (session_id, created_at);

CREATE TABLE tax_classes (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  is_default BIGINT NOT NULL CHECK (is_default IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX tax_classes_default ON tax_classes (is_default) WHERE is_default = 1;

CREATE TABLE tax_rates (
  id TEXT NOT NULL PRIMARY KEY,
  tax_class_id TEXT NOT NULL REFERENCES tax_classes (id),
  location_id TEXT REFERENCES locations (id),
  title TEXT NOT NULL,
  rate BIGINT NOT NULL CHECK (rate >= 0 AND rate <= 10000000),
  created_at BIGINT NOT NULL
);

CREATE INDEX tax_rates_by_class ON tax_rates (tax_class_id);
