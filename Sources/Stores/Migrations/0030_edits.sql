-- Editing a placed order: invoices that add to the first one, credit notes of a change, and what of a refund was paid above the total.

ALTER TABLE refunds ADD COLUMN excess BIGINT NOT NULL DEFAULT 0 CHECK (excess >= 0 AND excess <= amount);
ALTER TABLE credit_notes ADD COLUMN cause TEXT NOT NULL DEFAULT 'refund' CHECK (cause IN ('refund', 'edit'));

-- Their numbers are of the invoices' own series, so that both together have no gap.
CREATE TABLE supplementary_invoices (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES invoices (order_id),
  number TEXT NOT NULL,
  number_key TEXT NOT NULL UNIQUE,
  series TEXT NOT NULL,
  ordinal BIGINT NOT NULL CHECK (ordinal >= 1),
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  snapshot TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (series, ordinal)
);

CREATE INDEX supplementary_invoices_by_order ON supplementary_invoices (order_id, created_at, id);
