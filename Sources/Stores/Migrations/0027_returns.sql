-- Goods that come back: asked for, then decided about part by part. Quantities are thousandths.
CREATE TABLE order_returns (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  staff_id TEXT,
  refusal TEXT,
  exchange_order_id TEXT UNIQUE REFERENCES orders (id),
  created_at BIGINT NOT NULL
);

CREATE INDEX order_returns_by_order ON order_returns (order_id, created_at, id);

-- Nobody has decided about a part while its outcome is null; what was decided stays.
CREATE TABLE order_return_parts (
  id TEXT NOT NULL PRIMARY KEY,
  return_id TEXT NOT NULL REFERENCES order_returns (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  line_id TEXT NOT NULL REFERENCES order_lines (id),
  position BIGINT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  reason TEXT,
  outcome TEXT CHECK (outcome IN ('resellable', 'unsellable', 'rejected')),
  decided_at BIGINT,
  CHECK ((outcome IS NULL) = (decided_at IS NULL))
);

CREATE INDEX order_return_parts_by_order ON order_return_parts (order_id, return_id, position);
CREATE INDEX order_return_parts_by_line ON order_return_parts (line_id);

-- Units that are in a return and were not refused; never more than the line has.
ALTER TABLE order_lines ADD COLUMN returned_quantity BIGINT NOT NULL DEFAULT 0
  CHECK (returned_quantity >= 0 AND returned_quantity <= quantity);

ALTER TABLE refunds ADD COLUMN return_id TEXT REFERENCES order_returns (id);

-- The part that a movement put back on the shelf; one part goes back once.
ALTER TABLE stock_movements ADD COLUMN return_part_id TEXT;
CREATE UNIQUE INDEX stock_movements_by_return_part ON stock_movements (return_part_id) WHERE return_part_id IS NOT NULL;
