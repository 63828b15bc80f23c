-- Where this shop stands in a move from one database to another: at most one row, which is never copied along.

CREATE TABLE shop_moves (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  move_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('source', 'target')),
  state TEXT NOT NULL CHECK (state IN ('moving', 'moved', 'unusable')),
  other_place TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT
);
