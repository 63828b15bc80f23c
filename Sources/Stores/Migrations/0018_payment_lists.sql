-- All payments and refunds of the shop in the order in which they came, and those that are on their way.

CREATE INDEX payments_by_creation ON payments (created_at, id);
CREATE INDEX payments_under_way ON payments (created_at, id) WHERE status IN ('created', 'requires_action', 'authorized', 'claimed');
CREATE INDEX refunds_by_creation ON refunds (created_at, id);
