-- Where exact halves go (rule M7): what the shop decided, and what each order keeps. Orders made before rounded them away from zero.

ALTER TABLE settings ADD COLUMN rounding TEXT NOT NULL DEFAULT 'half_up' CHECK (rounding IN ('half_up', 'half_even'));

ALTER TABLE orders ADD COLUMN rounding TEXT NOT NULL DEFAULT 'half_up' CHECK (rounding IN ('half_up', 'half_even'));
