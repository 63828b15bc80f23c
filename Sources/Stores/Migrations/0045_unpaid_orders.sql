-- What is placed and not paid yet is counted on each report; these orders are few beside all placed ones, and the index alone answers, which
-- is why it holds what its condition looks at.

CREATE INDEX orders_unpaid ON orders (currency, location_id, total, cash_rounding, amount_paid, status, return_status)
  WHERE status = 'placed' AND return_status <> 'refunded' AND total + cash_rounding - amount_paid > 0;
