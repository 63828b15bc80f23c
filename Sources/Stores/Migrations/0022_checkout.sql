-- What customers say on the links of their orders.

-- Whose change made a revision: a customer who completes an order makes the next one too.
ALTER TABLE invoice_revisions ADD COLUMN maker TEXT NOT NULL DEFAULT 'staff' CHECK (maker IN ('staff', 'customer'));

-- Where a receipt goes for an order whose customer has no address of their own.
CREATE TABLE checkout_contacts (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  email TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- What they asked the shop for; the same thing is asked once.
CREATE TABLE checkout_requests (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  kind TEXT NOT NULL CHECK (kind IN ('again', 'wait', 'remove', 'contact')),
  line_title TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  UNIQUE (order_id, kind, line_title)
);
