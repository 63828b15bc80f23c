-- Refunds made elsewhere, what a refund is found by outside, and what the caller asked for under its key.
ALTER TABLE refunds ADD COLUMN origin TEXT NOT NULL DEFAULT 'shop' CHECK (origin IN ('shop', 'provider', 'dispute'));
ALTER TABLE refunds ADD COLUMN reference TEXT;
ALTER TABLE refunds ADD COLUMN request_fingerprint TEXT;
ALTER TABLE refunds ADD COLUMN settled_at BIGINT;
