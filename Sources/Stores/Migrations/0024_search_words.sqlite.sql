-- The different words of each index, without those that hold digits; see SearchWords for what they are good for. What is in the index
-- already is read back from it.

CREATE TABLE search_words (
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (kind, word)
);

CREATE VIRTUAL TABLE search_orders_words USING fts5vocab (search_orders, row);
CREATE VIRTUAL TABLE search_products_words USING fts5vocab (search_products, row);
CREATE VIRTUAL TABLE search_customers_words USING fts5vocab (search_customers, row);

INSERT INTO search_words (kind, word) SELECT 'order', term FROM search_orders_words WHERE term NOT GLOB '*[0-9]*';
INSERT INTO search_words (kind, word) SELECT 'product', term FROM search_products_words WHERE term NOT GLOB '*[0-9]*';
INSERT INTO search_words (kind, word) SELECT 'customer', term FROM search_customers_words WHERE term NOT GLOB '*[0-9]*';
