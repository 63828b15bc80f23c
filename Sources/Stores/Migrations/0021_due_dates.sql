-- When orders are to be paid, and what their customers are told of money by itself.
-- Days are counted from 1970-01-01.

-- The day by which the next installment is to be paid; empty where nothing is due.
ALTER TABLE orders ADD COLUMN due_on BIGINT;
-- The day that an order's terms of payment count from.
ALTER TABLE order_papers ADD COLUMN due_from BIGINT;

CREATE INDEX orders_due ON orders (due_on, id) WHERE due_on IS NOT NULL;

-- Days before (below 0) or after a due date on which customers are reminded, as a JSON list; none by default.
ALTER TABLE settings ADD COLUMN reminders TEXT NOT NULL DEFAULT '[]';
-- Kinds of notices that customers are not sent, as a JSON list.
ALTER TABLE settings ADD COLUMN silent_notices TEXT NOT NULL DEFAULT '[]';

-- Which reminder was looked at for which due date; without a message where nobody could be reached.
CREATE TABLE reminders (
  order_id TEXT NOT NULL REFERENCES orders (id),
  due_on BIGINT NOT NULL,
  step BIGINT NOT NULL,
  message_id TEXT REFERENCES messages (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, due_on, step)
);
