-- PostgreSQL finds the words that begin alike by itself. The table is there, empty, so that both engines have the same ones.

CREATE TABLE search_words (
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (kind, word)
);
