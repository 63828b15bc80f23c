-- Counting shelves, moving goods between places, and what is too little. Quantities are thousandths.
CREATE TABLE stock_takes (
  id TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE,
  location_id TEXT NOT NULL REFERENCES locations (id),
  category TEXT,
  status TEXT NOT NULL CHECK (status IN ('open', 'finished', 'canceled')),
  started_by TEXT NOT NULL,
  ended_by TEXT,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK ((status = 'open') = (ended_at IS NULL))
);

CREATE INDEX stock_takes_by_creation ON stock_takes (created_at, id);

-- What was counted, and what was expected at that moment: sales between counting and finishing change neither.
CREATE TABLE stock_take_counts (
  stock_take_id TEXT NOT NULL REFERENCES stock_takes (id),
  variant_id TEXT NOT NULL REFERENCES variants (id),
  counted BIGINT NOT NULL CHECK (counted >= 0 AND counted <= 1000000000),
  expected BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,
  counted_by TEXT NOT NULL,
  PRIMARY KEY (stock_take_id, variant_id)
);

CREATE TABLE stock_transfers (
  id TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE,
  from_location_id TEXT NOT NULL REFERENCES locations (id),
  to_location_id TEXT NOT NULL REFERENCES locations (id),
  status TEXT NOT NULL CHECK (status IN ('draft', 'sent', 'received', 'canceled')),
  note TEXT,
  created_by TEXT NOT NULL,
  sent_by TEXT,
  ended_by TEXT,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  ended_at BIGINT,
  CHECK (from_location_id <> to_location_id)
);

CREATE INDEX stock_transfers_by_creation ON stock_transfers (created_at, id);

-- What left, what arrived, what went back, what never came: never more than was sent.
CREATE TABLE stock_transfer_lines (
  transfer_id TEXT NOT NULL REFERENCES stock_transfers (id),
  variant_id TEXT NOT NULL REFERENCES variants (id),
  position BIGINT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0 AND quantity <= 1000000000),
  received BIGINT NOT NULL CHECK (received >= 0),
  returned BIGINT NOT NULL CHECK (returned >= 0),
  missing BIGINT NOT NULL CHECK (missing >= 0),
  PRIMARY KEY (transfer_id, variant_id),
  CHECK (received + returned + missing <= quantity)
);

CREATE INDEX stock_transfer_lines_by_variant ON stock_transfer_lines (variant_id);

-- At which level a variant is low: at one place, or wherever no place of its own is named.
-- The id is the variant with the place, or with nothing, so that each has one level.
CREATE TABLE stock_thresholds (
  id TEXT NOT NULL PRIMARY KEY,
  variant_id TEXT NOT NULL REFERENCES variants (id),
  location_id TEXT REFERENCES locations (id),
  level BIGINT NOT NULL CHECK (level >= 0 AND level <= 1000000000)
);

CREATE INDEX stock_thresholds_by_variant ON stock_thresholds (variant_id, location_id);

-- What a movement belongs to beside an order; a stock-take moves each variant once.
ALTER TABLE stock_movements ADD COLUMN stock_take_id TEXT;
ALTER TABLE stock_movements ADD COLUMN transfer_id TEXT;
CREATE UNIQUE INDEX stock_movements_by_take ON stock_movements (stock_take_id, variant_id) WHERE stock_take_id IS NOT NULL;
CREATE INDEX stock_movements_by_transfer ON stock_movements (transfer_id) WHERE transfer_id IS NOT NULL;
