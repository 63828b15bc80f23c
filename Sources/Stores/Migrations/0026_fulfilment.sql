-- Packages that leave the shop, places where orders are fetched, and what was given back before it left.

ALTER TABLE shipments RENAME TO shipments_in_the_shop;

CREATE TABLE shipments (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'packed', 'ready_for_pickup', 'picked_up', 'handed_over', 'shipped', 'delivered',
    'failed', 'canceled')),
  lines TEXT NOT NULL,
  weight_g BIGINT CHECK (weight_g >= 0),
  length_mm BIGINT CHECK (length_mm >= 1),
  width_mm BIGINT CHECK (width_mm >= 1),
  height_mm BIGINT CHECK (height_mm >= 1),
  courier TEXT,
  tracking_number TEXT,
  tracking_url TEXT,
  -- What the shelf gave when the package left it, by line.
  taken TEXT NOT NULL DEFAULT '[]',
  -- The way back from its last step, as JSON.
  last_step TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (status <> 'shipped' OR (courier IS NOT NULL AND tracking_number IS NOT NULL)),
  CHECK (taken = '[]' OR status IN ('picked_up', 'handed_over', 'shipped', 'delivered', 'failed'))
);

INSERT INTO shipments (id, order_id, position, status, lines, weight_g, length_mm, width_mm, height_mm, courier, tracking_number,
  tracking_url, created_at, updated_at)
SELECT id, order_id, position, status, lines, weight_g, length_mm, width_mm, height_mm, courier, tracking_number, tracking_url, created_at,
  updated_at
FROM shipments_in_the_shop;

DROP TABLE shipments_in_the_shop;

CREATE INDEX shipments_by_order ON shipments (order_id, position);
CREATE INDEX shipments_with_courier ON shipments (updated_at) WHERE courier IS NOT NULL AND status <> 'canceled';

ALTER TABLE order_lines ADD COLUMN released_quantity BIGINT NOT NULL DEFAULT 0 CHECK (released_quantity >= 0);

ALTER TABLE locations ADD COLUMN offers_pickup BIGINT NOT NULL DEFAULT 0 CHECK (offers_pickup IN (0, 1));
ALTER TABLE locations ADD COLUMN pickup_note TEXT;
