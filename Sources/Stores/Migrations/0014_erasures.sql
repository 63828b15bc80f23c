-- Who asked to be forgotten: only the identity stays, so that a restored backup forgets them again.
-- settled_at is when the search index was rebuilt without them and the pages that held them were given back.

CREATE TABLE erasures (
  customer_id TEXT NOT NULL PRIMARY KEY REFERENCES customers (id),
  erased_at BIGINT NOT NULL,
  settled_at BIGINT
);

CREATE INDEX erasures_open ON erasures (erased_at) WHERE settled_at IS NULL;
