-- Who has which order open, for some seconds: people who work by different processes see each other.

CREATE TABLE order_presence (
  order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  -- Somebody of staff, or a token.
  actor_id TEXT NOT NULL,
  name TEXT NOT NULL,
  section TEXT,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, actor_id)
);

CREATE INDEX order_presence_by_age ON order_presence (seen_at);
