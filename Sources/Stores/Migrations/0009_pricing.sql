-- Price rules, promotions, and points: what comes off a price, for whom, how often.
-- A target is a variant's or product's identity, 'category:' with the category's name, or '*' for the whole catalogue.

CREATE TABLE price_rules (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  automatic BIGINT NOT NULL CHECK (automatic IN (0, 1)),
  group_names TEXT NOT NULL,
  starts_at BIGINT,
  ends_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (ends_at IS NULL OR starts_at IS NULL OR ends_at > starts_at)
);

CREATE INDEX price_rules_by_creation ON price_rules (created_at, id);
-- Whether a draft has to look for rules at all is asked of this index alone.
CREATE INDEX price_rules_at_work ON price_rules (id) WHERE active = 1 AND automatic = 1;

CREATE TABLE price_rule_groups (
  rule_id TEXT NOT NULL REFERENCES price_rules (id),
  group_key TEXT NOT NULL,
  PRIMARY KEY (rule_id, group_key)
);

-- Values: ten-thousandths of a minor unit for prices and amounts, parts per million for percentages.
CREATE TABLE price_rule_prices (
  rule_id TEXT NOT NULL REFERENCES price_rules (id),
  position BIGINT NOT NULL,
  target TEXT NOT NULL,
  min_quantity BIGINT NOT NULL CHECK (min_quantity >= 0),
  value_type TEXT NOT NULL CHECK (value_type IN ('unit_price', 'percentage', 'fixed')),
  value BIGINT NOT NULL CHECK (value >= 0),
  PRIMARY KEY (rule_id, target, min_quantity)
);

CREATE INDEX price_rule_prices_by_target ON price_rule_prices (target, rule_id);

-- Amounts and points in their units, percentages in parts per million, multipliers in hundredths.
-- uses counts the placed orders in promotion_redemptions; one conditional UPDATE raises it, the CHECK stands behind it.
CREATE TABLE promotions (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  put_on_by TEXT NOT NULL CHECK (put_on_by IN ('automatic', 'code', 'staff')),
  code TEXT,
  code_key TEXT UNIQUE,
  scope TEXT NOT NULL CHECK (scope IN ('line', 'order')),
  targeted BIGINT NOT NULL CHECK (targeted IN (0, 1)),
  value_type TEXT NOT NULL CHECK (value_type IN ('percentage', 'fixed', 'points', 'points_multiplier')),
  value BIGINT NOT NULL CHECK (value >= 0),
  per TEXT NOT NULL CHECK (per IN ('line', 'unit')),
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  starts_at BIGINT,
  ends_at BIGINT,
  usage_limit BIGINT CHECK (usage_limit >= 1),
  usage_limit_per_customer BIGINT CHECK (usage_limit_per_customer >= 1),
  uses BIGINT NOT NULL CHECK (uses >= 0),
  combinable BIGINT NOT NULL CHECK (combinable IN (0, 1)),
  priority BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT,
  CHECK (usage_limit IS NULL OR uses <= usage_limit),
  CHECK ((put_on_by = 'code') = (code IS NOT NULL)),
  CHECK (removed_at IS NULL OR (active = 0 AND code_key IS NULL)),
  CHECK (ends_at IS NULL OR starts_at IS NULL OR ends_at > starts_at)
);

CREATE INDEX promotions_by_creation ON promotions (created_at, id);
CREATE INDEX promotions_at_work ON promotions (id) WHERE active = 1 AND put_on_by = 'automatic';

CREATE TABLE promotion_targets (
  promotion_id TEXT NOT NULL REFERENCES promotions (id),
  position BIGINT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (promotion_id, target)
);

CREATE INDEX promotion_targets_by_target ON promotion_targets (target, promotion_id);

-- One row for each placed order that uses a promotion; customer_use numbers those of one customer from 1 without going beyond the limit.
CREATE TABLE promotion_redemptions (
  promotion_id TEXT NOT NULL REFERENCES promotions (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  customer_id TEXT REFERENCES customers (id),
  customer_use BIGINT CHECK (customer_use >= 1),
  redeemed_at BIGINT NOT NULL,
  PRIMARY KEY (promotion_id, order_id),
  UNIQUE (promotion_id, customer_id, customer_use),
  CHECK ((customer_id IS NULL) = (customer_use IS NULL))
);

CREATE INDEX promotion_redemptions_by_order ON promotion_redemptions (order_id);

-- A promotion that comes by itself to the whole order and that somebody took off it.
CREATE TABLE declined_promotions (
  order_id TEXT NOT NULL REFERENCES orders (id),
  promotion_id TEXT NOT NULL REFERENCES promotions (id),
  PRIMARY KEY (order_id, promotion_id)
);

CREATE TABLE points_entries (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customers (id),
  delta BIGINT NOT NULL CHECK (delta <> 0),
  balance BIGINT NOT NULL CHECK (balance >= 0),
  reason TEXT NOT NULL,
  order_id TEXT,
  actor TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX points_entries_by_customer ON points_entries (customer_id, created_at, id);
CREATE INDEX points_entries_by_order ON points_entries (order_id) WHERE order_id IS NOT NULL;

INSERT INTO points_entries (id, customer_id, delta, balance, reason, actor, created_at)
SELECT 'crd_' || substr(id, 5), id, points, points, 'opening balance', 'Counterfoil', updated_at FROM customers WHERE points > 0;

-- Points that a held or sent order keeps for itself; they are taken off the balance already.
CREATE TABLE points_reservations (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  customer_id TEXT NOT NULL REFERENCES customers (id),
  points BIGINT NOT NULL CHECK (points > 0),
  created_at BIGINT NOT NULL
);

ALTER TABLE settings ADD COLUMN points_earned_per BIGINT CHECK (points_earned_per >= 1);
ALTER TABLE settings ADD COLUMN points_value BIGINT DEFAULT 1 CHECK (points_value >= 1);

ALTER TABLE order_lines ADD COLUMN price_rule_title TEXT;
ALTER TABLE order_lines ADD COLUMN price_rule_choice TEXT NOT NULL DEFAULT 'automatic' CHECK (price_rule_choice IN ('automatic', 'chosen', 'none'));
ALTER TABLE order_lines ADD COLUMN promotions_chosen BIGINT NOT NULL DEFAULT 0 CHECK (promotions_chosen IN (0, 1));
