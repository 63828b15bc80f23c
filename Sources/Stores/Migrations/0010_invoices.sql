-- Invoices: their numbers, what each revision said, the one link of an order, and the credit notes that correct them.
-- A revision is never changed; only when it was first seen and when it was superseded is added.

ALTER TABLE settings ADD COLUMN invoice_number_prefix TEXT NOT NULL DEFAULT 'INV-';
ALTER TABLE settings ADD COLUMN credit_note_number_prefix TEXT NOT NULL DEFAULT 'CN-';
ALTER TABLE settings ADD COLUMN invoice_footer TEXT;
ALTER TABLE settings ADD COLUMN contact_email TEXT;
ALTER TABLE settings ADD COLUMN contact_phone TEXT;

-- The link is made of a secret that is not here; this is only what proves it.
CREATE TABLE checkout_links (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  token_hash TEXT NOT NULL UNIQUE,
  rotation BIGINT NOT NULL CHECK (rotation >= 0),
  created_at BIGINT NOT NULL
);

-- One number for an order, whatever is revised; without a gap in its series.
CREATE TABLE invoices (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  number TEXT NOT NULL,
  number_key TEXT NOT NULL UNIQUE,
  series TEXT NOT NULL,
  ordinal BIGINT NOT NULL CHECK (ordinal >= 1),
  created_at BIGINT NOT NULL,
  UNIQUE (series, ordinal)
);

CREATE TABLE invoice_revisions (
  order_id TEXT NOT NULL REFERENCES invoices (order_id),
  revision BIGINT NOT NULL CHECK (revision >= 1),
  currency TEXT NOT NULL,
  total BIGINT NOT NULL CHECK (total >= 0),
  content_hash TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  viewed_at BIGINT,
  superseded_at BIGINT,
  PRIMARY KEY (order_id, revision),
  CHECK (viewed_at IS NULL OR viewed_at >= sent_at),
  CHECK (superseded_at IS NULL OR superseded_at >= sent_at)
);

-- At most one revision of an order counts.
CREATE UNIQUE INDEX invoice_revisions_current ON invoice_revisions (order_id) WHERE superseded_at IS NULL;

CREATE TABLE credit_notes (
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

CREATE INDEX credit_notes_by_order ON credit_notes (order_id, created_at, id);
