-- What a desk adds to an order: details, the buyer's number, consent, terms, invoice. Most orders have none of it, so it is a row of its
-- own that is written only where there is something; `has_papers` says whether to look for it.
-- Payment terms, consent, promotions and billing cycles are JSON that no query looks into.

ALTER TABLE orders ADD COLUMN has_papers BIGINT NOT NULL DEFAULT 0 CHECK (has_papers IN (0, 1));

CREATE TABLE order_papers (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  details_type TEXT,
  details_body TEXT,
  details_line BIGINT,
  details_column BIGINT,
  details_problem TEXT,
  purchase_order_number TEXT,
  consent TEXT,
  payment_terms TEXT,
  terms TEXT,
  language TEXT,
  invoice_revision BIGINT CHECK (invoice_revision >= 1),
  invoice_number TEXT,
  invoice_sent_at BIGINT,
  invoice_viewed_at BIGINT,
  CHECK ((details_type IS NULL) = (details_body IS NULL)),
  CHECK (details_problem IS NULL OR (details_body IS NOT NULL AND details_line >= 1 AND details_column >= 1)),
  CHECK (invoice_revision IS NOT NULL OR (invoice_number IS NULL AND invoice_sent_at IS NULL AND invoice_viewed_at IS NULL))
);

ALTER TABLE order_lines ADD COLUMN price_rule_id TEXT;
ALTER TABLE order_lines ADD COLUMN promotions TEXT;
ALTER TABLE order_lines ADD COLUMN billing_cycle TEXT;
ALTER TABLE order_adjustments ADD COLUMN promotion_id TEXT;
ALTER TABLE customers ADD COLUMN payment_terms TEXT;

CREATE TABLE text_templates (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'terms')),
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX text_templates_by_creation ON text_templates (kind, created_at, id);

CREATE TABLE payment_terms (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  terms TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX payment_terms_by_creation ON payment_terms (created_at, id);
