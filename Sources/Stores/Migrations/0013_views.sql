-- Lists of orders under a name, and the indexes that keep their filters quick in a shop with many orders.

CREATE TABLE saved_views (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  owner TEXT NOT NULL,
  shared BIGINT NOT NULL CHECK (shared IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE INDEX saved_views_by_owner ON saved_views (owner, created_at, id);
CREATE INDEX saved_views_shared ON saved_views (created_at, id) WHERE shared = 1;

CREATE INDEX orders_by_location ON orders (location_id, created_at, id);
CREATE INDEX orders_by_channel ON orders (channel, created_at, id);
CREATE INDEX orders_by_payment_status ON orders (payment_status, created_at, id);
CREATE INDEX orders_by_fulfillment_status ON orders (fulfillment_status, created_at, id);
CREATE INDEX orders_by_staff ON orders (staff_id, created_at, id) WHERE staff_id IS NOT NULL;
