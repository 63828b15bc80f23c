-- Each entry of the audit log hangs on the one before it of the same thing; once a day all of them are sealed with a key that is not here.
ALTER TABLE audit ADD COLUMN words_salt TEXT;
ALTER TABLE audit ADD COLUMN words_hash TEXT;
ALTER TABLE audit ADD COLUMN chain_hash TEXT;

CREATE TABLE audit_seals (
  number BIGINT NOT NULL PRIMARY KEY CHECK (number >= 1),
  last_sequence BIGINT NOT NULL,
  content TEXT NOT NULL,
  signature TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
