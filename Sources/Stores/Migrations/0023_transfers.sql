-- Bank transfers: where customers transfer to, what they say of a transfer they made, and the slips that show it.

-- The account as one JSON object; NULL where the shop offers no transfer.
ALTER TABLE settings ADD COLUMN bank_transfer TEXT;

-- What somebody says they transferred. Its money is the payment; it counts only once staff have confirmed it.
CREATE TABLE transfer_notices (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  payment_id TEXT NOT NULL UNIQUE REFERENCES payments (id),
  -- The invoice revision that was paid; 0 for an order that was not sent.
  revision BIGINT NOT NULL CHECK (revision >= 0),
  amount BIGINT NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  paid_at BIGINT NOT NULL,
  bank TEXT,
  reference TEXT,
  -- The reference as it is compared with others: letters and digits, in one case.
  reference_key TEXT,
  note TEXT,
  slip_kind TEXT CHECK (slip_kind IN ('jpeg', 'pdf')),
  slip_octets BIGINT CHECK (slip_octets > 0),
  -- Of the file as it came and of what is kept of it, so that a slip used twice is seen.
  slip_source_hash TEXT,
  slip_content_hash TEXT,
  seen_before BIGINT NOT NULL CHECK (seen_before IN (0, 1)),
  origin TEXT NOT NULL CHECK (origin IN ('customer', 'staff')),
  staff_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('claimed', 'confirmed', 'rejected')),
  reason TEXT,
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT,
  CHECK ((status = 'claimed') = (decided_at IS NULL)),
  CHECK ((status = 'rejected') = (reason IS NOT NULL)),
  CHECK ((slip_kind IS NULL) = (slip_octets IS NULL))
);

CREATE INDEX transfer_notices_by_order ON transfer_notices (order_id, created_at);
CREATE INDEX transfer_notices_by_status ON transfer_notices (status, created_at, id);
CREATE INDEX transfer_notices_by_source ON transfer_notices (slip_source_hash) WHERE slip_source_hash IS NOT NULL;
CREATE INDEX transfer_notices_by_content ON transfer_notices (slip_content_hash) WHERE slip_content_hash IS NOT NULL;
CREATE INDEX transfer_notices_by_reference ON transfer_notices (reference_key) WHERE reference_key IS NOT NULL;

-- The slips themselves, in base 64, apart from what is read with every order; written in one transaction with their notice.
CREATE TABLE transfer_slips (
  notice_id TEXT NOT NULL PRIMARY KEY REFERENCES transfer_notices (id),
  content TEXT NOT NULL
);
