-- One aggregate: a held cart, a draft, a placed order and a refunded sale are rows of the same table.
-- Amounts are minor units of the order's currency; quantities are thousandths; unit prices are ten-thousandths of a minor unit.

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL CHECK (value >= 0)
);

CREATE TABLE orders (
  id TEXT NOT NULL PRIMARY KEY,
  client_id TEXT UNIQUE,
  content_hash TEXT,
  draft_number BIGINT NOT NULL UNIQUE,
  number TEXT,
  number_key TEXT UNIQUE,
  number_sort BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'invoice_sent', 'placed', 'closed', 'canceled')),
  payment_status TEXT NOT NULL,
  fulfillment_status TEXT NOT NULL,
  return_status TEXT NOT NULL,
  display_status TEXT NOT NULL,
  cancel_reason TEXT,
  channel TEXT NOT NULL,
  currency TEXT NOT NULL,
  prices_include_tax BIGINT NOT NULL CHECK (prices_include_tax IN (0, 1)),
  taxes_enabled BIGINT NOT NULL CHECK (taxes_enabled IN (0, 1)),
  tax_rounding TEXT NOT NULL CHECK (tax_rounding IN ('document', 'line')),
  customer_id TEXT REFERENCES customers (id),
  location_id TEXT REFERENCES locations (id),
  register_id TEXT REFERENCES registers (id),
  staff_id TEXT REFERENCES staff (id),
  billing_address TEXT,
  shipping_address TEXT,
  shipping_line TEXT,
  note TEXT,
  customer_note TEXT,
  tags TEXT NOT NULL,
  subtotal BIGINT NOT NULL CHECK (subtotal >= 0),
  discount_total BIGINT NOT NULL CHECK (discount_total >= 0),
  shipping_total BIGINT NOT NULL CHECK (shipping_total >= 0),
  tax_total BIGINT NOT NULL CHECK (tax_total >= 0),
  total BIGINT NOT NULL CHECK (total >= 0),
  cash_rounding BIGINT NOT NULL,
  amount_paid BIGINT NOT NULL CHECK (amount_paid >= 0),
  amount_refunded BIGINT NOT NULL CHECK (amount_refunded >= 0),
  item_count BIGINT NOT NULL,
  hold_label TEXT,
  hold_register_id TEXT REFERENCES registers (id),
  hold_staff_id TEXT,
  held_at BIGINT,
  hold_expires_at BIGINT,
  hold_reserves_stock BIGINT CHECK (hold_reserves_stock IN (0, 1)),
  lease_register_id TEXT REFERENCES registers (id),
  lease_staff_id TEXT,
  lease_until BIGINT,
  ordered_at BIGINT,
  placed_at BIGINT,
  discarded_at BIGINT,
  discarded_hold TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  CHECK (held_at IS NULL OR status = 'draft'),
  CHECK (lease_until IS NULL OR status = 'draft'),
  CHECK (placed_at IS NULL OR number IS NOT NULL)
);

CREATE INDEX orders_by_creation ON orders (created_at, id);
CREATE INDEX orders_by_status ON orders (status, created_at, id);
CREATE INDEX orders_by_display_status ON orders (display_status, created_at, id);
CREATE INDEX orders_by_customer ON orders (customer_id, created_at) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_by_register ON orders (register_id, created_at) WHERE register_id IS NOT NULL;
CREATE INDEX orders_aside ON orders (created_at, id) WHERE held_at IS NOT NULL OR lease_until IS NOT NULL;
CREATE INDEX orders_held ON orders (hold_register_id) WHERE held_at IS NOT NULL;
CREATE INDEX orders_by_number ON orders (number_sort, id);
CREATE INDEX orders_by_total ON orders (total, id);

CREATE TABLE order_lines (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  client_id TEXT UNIQUE,
  content_hash TEXT,
  variant_id TEXT,
  title TEXT NOT NULL,
  sku TEXT,
  unit TEXT,
  quantity BIGINT NOT NULL CHECK (quantity > 0 AND quantity <= 1000000000),
  unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
  list_price BIGINT,
  price_source TEXT NOT NULL CHECK (price_source IN ('catalog', 'override', 'custom')),
  price_reason TEXT,
  price_taken_at BIGINT NOT NULL,
  unit_cost BIGINT,
  taxable BIGINT NOT NULL CHECK (taxable IN (0, 1)),
  price_includes_tax BIGINT NOT NULL CHECK (price_includes_tax IN (0, 1)),
  requires_shipping BIGINT NOT NULL CHECK (requires_shipping IN (0, 1)),
  preorder BIGINT NOT NULL CHECK (preorder IN (0, 1)),
  note TEXT,
  discounts TEXT NOT NULL,
  tax_rates TEXT NOT NULL,
  properties TEXT NOT NULL,
  subtotal BIGINT NOT NULL,
  discount_total BIGINT NOT NULL,
  tax_total BIGINT NOT NULL,
  total BIGINT NOT NULL,
  refunded_quantity BIGINT NOT NULL DEFAULT 0,
  CHECK (refunded_quantity >= 0 AND refunded_quantity <= quantity)
);

CREATE INDEX order_lines_by_order ON order_lines (order_id, position);
CREATE INDEX order_lines_by_variant ON order_lines (variant_id) WHERE variant_id IS NOT NULL;

-- A line's own UUID stays used for ever, also when the line is gone.
CREATE TABLE retired_line_ids (
  client_id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  content_hash TEXT
);

CREATE TABLE order_tags (
  order_id TEXT NOT NULL REFERENCES orders (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (tag, order_id)
);

CREATE INDEX order_tags_by_order ON order_tags (order_id);

CREATE TABLE order_adjustments (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('discount', 'promotion', 'credit', 'debit', 'points', 'fee')),
  title TEXT,
  reason TEXT,
  code TEXT,
  value_type TEXT NOT NULL CHECK (value_type IN ('percentage', 'fixed')),
  value BIGINT NOT NULL CHECK (value >= 0),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  tax_rates TEXT NOT NULL,
  price_includes_tax BIGINT NOT NULL CHECK (price_includes_tax IN (0, 1)),
  staff_id TEXT
);

CREATE INDEX order_adjustments_by_order ON order_adjustments (order_id, position);

CREATE TABLE payments (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  method TEXT NOT NULL CHECK (method IN ('cash', 'card_terminal', 'bank_transfer', 'card_on_file', 'store_credit', 'gift_card', 'gateway', 'manual')),
  status TEXT NOT NULL CHECK (status IN ('created', 'requires_action', 'authorized', 'claimed', 'captured', 'partially_refunded', 'refunded', 'failed', 'voided')),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  tendered BIGINT,
  change_given BIGINT NOT NULL CHECK (change_given >= 0),
  cash_rounding BIGINT NOT NULL,
  refunded BIGINT NOT NULL DEFAULT 0,
  reference TEXT,
  gift_card_id TEXT,
  register_id TEXT REFERENCES registers (id),
  session_id TEXT,
  staff_id TEXT,
  created_at BIGINT NOT NULL,
  CHECK (refunded >= 0 AND refunded <= amount)
);

CREATE INDEX payments_by_order ON payments (order_id, created_at, id);
CREATE INDEX payments_by_session ON payments (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE refunds (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  payment_id TEXT REFERENCES payments (id),
  method TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  cash_rounding BIGINT NOT NULL,
  reason TEXT,
  lines TEXT NOT NULL,
  register_id TEXT REFERENCES registers (id),
  session_id TEXT,
  staff_id TEXT,
  created_at BIGINT NOT NULL
);

CREATE INDEX refunds_by_order ON refunds (order_id, created_at, id);
CREATE INDEX refunds_by_session ON refunds (session_id) WHERE session_id IS NOT NULL;
