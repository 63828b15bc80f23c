-- Where goods are sent and what that costs, who carries them, and the packages that are prepared.
-- Amounts are minor units; weights are grams, sides are millimetres; rates of tax stand as JSON text.

CREATE TABLE shipping_zones (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  areas TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE shipping_rates (
  id TEXT NOT NULL PRIMARY KEY,
  zone_id TEXT NOT NULL REFERENCES shipping_zones (id),
  title TEXT NOT NULL,
  currency TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('flat', 'weight', 'subtotal')),
  bands TEXT NOT NULL,
  volumetric_divisor BIGINT CHECK (volumetric_divisor >= 1),
  max_weight_g BIGINT CHECK (max_weight_g >= 0),
  max_length_mm BIGINT CHECK (max_length_mm >= 1),
  max_width_mm BIGINT CHECK (max_width_mm >= 1),
  max_height_mm BIGINT CHECK (max_height_mm >= 1),
  min_subtotal BIGINT CHECK (min_subtotal >= 0),
  max_subtotal BIGINT CHECK (max_subtotal >= 0),
  tax_class_id TEXT REFERENCES tax_classes (id),
  tax_rates TEXT NOT NULL,
  price_includes_tax BIGINT NOT NULL CHECK (price_includes_tax IN (0, 1)),
  created_at BIGINT NOT NULL,
  CHECK (min_subtotal IS NULL OR max_subtotal IS NULL OR min_subtotal <= max_subtotal),
  CHECK (tax_class_id IS NULL OR tax_rates = '[]')
);

CREATE INDEX shipping_rates_by_zone ON shipping_rates (zone_id);

CREATE TABLE couriers (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  tracking_url TEXT,
  created_at BIGINT NOT NULL
);

CREATE TABLE shipments (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'packed')),
  lines TEXT NOT NULL,
  weight_g BIGINT CHECK (weight_g >= 0),
  length_mm BIGINT CHECK (length_mm >= 1),
  width_mm BIGINT CHECK (width_mm >= 1),
  height_mm BIGINT CHECK (height_mm >= 1),
  courier TEXT,
  tracking_number TEXT,
  tracking_url TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX shipments_by_order ON shipments (order_id, position);

-- When a program last used its key, to the minute: who looks after keys sees which one nobody needs.
ALTER TABLE api_tokens ADD COLUMN last_used_at BIGINT;
