-- The sales ledger: what every placed order brought and cost, and what was given back, each on its own moment. Rows are only ever added.
-- Amounts are minor units without tax, quantities thousandths. cost is null where nobody knows what the goods cost.
-- orders and product_orders are 1 on the first row of an order, and of each product in it, so that orders are counted by adding up.
CREATE TABLE sales_entries (
  order_id TEXT NOT NULL REFERENCES orders (id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('sale', 'refund', 'refund_failed', 'restock', 'edit', 'cancelation')),
  refund_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('goods', 'shipping', 'fee')),
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  variant_id TEXT,
  product_id TEXT,
  product_key TEXT,
  channel TEXT NOT NULL,
  currency TEXT NOT NULL,
  location_id TEXT,
  register_id TEXT,
  staff_id TEXT,
  orders BIGINT NOT NULL,
  product_orders BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  gross BIGINT NOT NULL,
  discounts BIGINT NOT NULL,
  refunds BIGINT NOT NULL,
  shipping BIGINT NOT NULL,
  fees BIGINT NOT NULL,
  cost BIGINT,
  tax_title TEXT,
  tax_rate BIGINT,
  taxable BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  PRIMARY KEY (order_id, number)
);

CREATE INDEX sales_entries_by_time ON sales_entries (currency, at);

-- Orders that were placed before there was a ledger; the program writes their rows when it opens the data, and takes them off this list.
CREATE TABLE unrecorded_sales (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id)
);

INSERT INTO unrecorded_sales (order_id) SELECT id FROM orders WHERE placed_at IS NOT NULL;
