-- What is sold, and how much of it is where.
-- Prices and costs are ten-thousandths of a minor unit; quantities are thousandths of the variant's unit.
-- changed is the number of the event that told of the last change, so that a till asks only for what is new.

CREATE TABLE products (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  description TEXT,
  vendor TEXT,
  category TEXT,
  tags TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'draft', 'archived')),
  options TEXT NOT NULL,
  image_urls TEXT NOT NULL,
  tax_class_id TEXT REFERENCES tax_classes (id),
  oversell BIGINT NOT NULL CHECK (oversell IN (0, 1)),
  handle TEXT,
  handle_key TEXT UNIQUE,
  changed BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE INDEX products_by_creation ON products (created_at, id);
CREATE INDEX products_by_change ON products (changed);

CREATE TABLE variants (
  id TEXT NOT NULL PRIMARY KEY,
  product_id TEXT NOT NULL REFERENCES products (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  options TEXT NOT NULL,
  sku TEXT,
  sku_key TEXT UNIQUE,
  barcode TEXT,
  barcode_key TEXT UNIQUE,
  price BIGINT NOT NULL CHECK (price >= 0),
  compare_at_price BIGINT CHECK (compare_at_price >= 0),
  cost BIGINT CHECK (cost >= 0),
  currency TEXT NOT NULL,
  unit TEXT NOT NULL,
  weight_g BIGINT CHECK (weight_g >= 0),
  taxable BIGINT NOT NULL CHECK (taxable IN (0, 1)),
  requires_shipping BIGINT NOT NULL CHECK (requires_shipping IN (0, 1)),
  track_stock BIGINT NOT NULL CHECK (track_stock IN (0, 1)),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT
);

CREATE INDEX variants_by_product ON variants (product_id, position);
CREATE INDEX variants_by_creation ON variants (created_at, id);

-- may_oversell repeats the product's setting, so that one conditional UPDATE decides and the CHECK stands behind it.
-- preordered is the part of committed that was knowingly sold before it is there.
CREATE TABLE stock_levels (
  variant_id TEXT NOT NULL REFERENCES variants (id),
  location_id TEXT NOT NULL REFERENCES locations (id),
  on_hand BIGINT NOT NULL CHECK (on_hand >= -1000000000000000 AND on_hand <= 1000000000000000),
  committed BIGINT NOT NULL CHECK (committed >= 0 AND committed <= 1000000000000000),
  reserved BIGINT NOT NULL CHECK (reserved >= 0 AND reserved <= 1000000000000000),
  preordered BIGINT NOT NULL CHECK (preordered >= 0 AND preordered <= committed),
  may_oversell BIGINT NOT NULL CHECK (may_oversell IN (0, 1)),
  changed BIGINT NOT NULL,
  PRIMARY KEY (variant_id, location_id),
  CHECK (may_oversell = 1 OR on_hand - committed - reserved >= -preordered)
);

CREATE INDEX stock_levels_by_location ON stock_levels (location_id, changed);

-- What placed orders were promised and what has not left yet: one row for each line, removed when it leaves or is released.
CREATE TABLE stock_commitments (
  line_id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  variant_id TEXT NOT NULL REFERENCES variants (id),
  location_id TEXT NOT NULL REFERENCES locations (id),
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  preorder BIGINT NOT NULL CHECK (preorder IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE INDEX stock_commitments_by_order ON stock_commitments (order_id);
CREATE INDEX stock_commitments_by_variant ON stock_commitments (variant_id, location_id);

-- What held orders put aside: one row for each line, removed when it is sold, released or expired.
CREATE TABLE stock_reservations (
  line_id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  variant_id TEXT NOT NULL REFERENCES variants (id),
  location_id TEXT NOT NULL REFERENCES locations (id),
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  expires_at BIGINT,
  created_at BIGINT NOT NULL
);

CREATE INDEX stock_reservations_by_order ON stock_reservations (order_id);
CREATE INDEX stock_reservations_by_variant ON stock_reservations (variant_id, location_id);
CREATE INDEX stock_reservations_by_expiry ON stock_reservations (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE stock_movements (
  id TEXT NOT NULL PRIMARY KEY,
  variant_id TEXT NOT NULL REFERENCES variants (id),
  location_id TEXT NOT NULL REFERENCES locations (id),
  delta BIGINT NOT NULL CHECK (delta <> 0),
  balance BIGINT NOT NULL,
  reason TEXT NOT NULL,
  order_id TEXT,
  line_id TEXT,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  actor_name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX stock_movements_by_variant ON stock_movements (variant_id, location_id, created_at, id);
CREATE INDEX stock_movements_by_order ON stock_movements (order_id, created_at, id) WHERE order_id IS NOT NULL;
CREATE INDEX stock_movements_by_creation ON stock_movements (created_at, id);
