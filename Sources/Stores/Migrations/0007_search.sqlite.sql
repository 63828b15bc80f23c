-- Search by word prefix. The words are cut and folded by the program (SearchText), so the index takes them as they are: ASCII letters
-- and digits and everything beyond ASCII belong to words.
--
-- What is written goes to search_documents alone, marked pending; every few writes the pending ones move into the index in one go,
-- because the index writes a segment each time it is touched. A search looks at both.

CREATE TABLE search_documents (
  number BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL UNIQUE,
  words TEXT NOT NULL,
  pending BIGINT NOT NULL CHECK (pending IN (0, 1))
);

CREATE INDEX search_documents_pending ON search_documents (kind, number) WHERE pending = 1;

CREATE VIRTUAL TABLE search_orders USING fts5 (words, tokenize = 'ascii', detail = none, columnsize = 0);
CREATE VIRTUAL TABLE search_products USING fts5 (words, tokenize = 'ascii', detail = none, columnsize = 0);
CREATE VIRTUAL TABLE search_customers USING fts5 (words, tokenize = 'ascii', detail = none, columnsize = 0);
