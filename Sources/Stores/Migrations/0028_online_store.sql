-- The online store: what it decided, what of the catalogue it sells, and what its visitors have put in their carts.

-- As one JSON object; NULL where nothing was decided.
ALTER TABLE settings ADD COLUMN online_store TEXT;

ALTER TABLE products ADD COLUMN sold_online BIGINT NOT NULL DEFAULT 1 CHECK (sold_online IN (0, 1));

CREATE INDEX products_on_show ON products (created_at, id) WHERE removed_at IS NULL AND status = 'active' AND sold_online = 1;
CREATE INDEX products_on_show_by_category ON products (category, created_at, id)
  WHERE removed_at IS NULL AND status = 'active' AND sold_online = 1;

-- A cart belongs to whoever has the secret whose hash is here. order_id is what was made of it and waits for money; placing it, or giving
-- it up, ends that.
CREATE TABLE carts (
  id TEXT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  order_id TEXT UNIQUE REFERENCES orders (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX carts_by_end ON carts (expires_at);

CREATE TABLE cart_lines (
  cart_id TEXT NOT NULL REFERENCES carts (id),
  variant_id TEXT NOT NULL REFERENCES variants (id),
  position BIGINT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0 AND quantity <= 999000),
  PRIMARY KEY (cart_id, variant_id)
);
