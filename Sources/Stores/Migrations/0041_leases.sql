-- Which process does what the shop does by itself. Ends are not written here: processes measure how long a beat stands still.

CREATE TABLE leases (
  job TEXT NOT NULL PRIMARY KEY CHECK (job IN ('outbox', 'channels', 'payments', 'timers')),
  -- Names one run of one process; NULL where it gave the job up.
  holder TEXT,
  -- Goes up with each change of hands.
  fence BIGINT NOT NULL CHECK (fence > 0),
  -- Goes up while the holder is there.
  beat BIGINT NOT NULL CHECK (beat > 0)
);
