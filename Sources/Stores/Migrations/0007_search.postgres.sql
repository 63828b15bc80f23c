-- Search by word prefix. The words are cut and folded by the program (SearchText), so the index takes them as they are, without a
-- dictionary. PostgreSQL gathers what is written by itself before it moves it into the index (fastupdate), so nothing is ever pending.

CREATE TABLE search_documents (
  number BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL UNIQUE,
  words TEXT NOT NULL,
  pending BIGINT NOT NULL CHECK (pending IN (0, 1))
);

CREATE INDEX search_documents_pending ON search_documents (kind, number) WHERE pending = 1;
CREATE INDEX search_documents_newest ON search_documents (kind, number);

-- What a tsvector holds is limited: a word to 2,046 octets, all of them to a million. No question is longer than a word is cut to.
CREATE OR REPLACE FUNCTION search_vector (words TEXT) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(string_to_array(ltrim(
  CASE WHEN length(words) > 500 THEN regexp_replace(left(words, 250000), '([^ ]{250}[^ ]{250})[^ ]+', '\1', 'g') ELSE words END), ' '));

-- One index for each kind of thing; what waits to be moved into it is looked through by every search, so it is kept short.
CREATE INDEX search_orders ON search_documents USING gin (search_vector(words)) WITH (gin_pending_list_limit = 256) WHERE kind = 'order';
CREATE INDEX search_products ON search_documents USING gin (search_vector(words)) WITH (gin_pending_list_limit = 256) WHERE kind = 'product';
CREATE INDEX search_customers ON search_documents USING gin (search_vector(words)) WITH (gin_pending_list_limit = 256) WHERE kind = 'customer';
