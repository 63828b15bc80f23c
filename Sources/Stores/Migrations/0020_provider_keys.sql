-- The keys to a provider of cards among the doors, and what a provider has still to forget of somebody.

CREATE TABLE new_doors (
  name TEXT NOT NULL PRIMARY KEY CHECK (
    name IN ('smtp_url', 'mail_from', 'sms_url', 'stripe_api_base', 'stripe_secret_key', 'stripe_webhook_secret')),
  sealed TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

INSERT INTO new_doors (name, sealed, updated_at) SELECT name, sealed, updated_at FROM doors;
DROP TABLE doors;
ALTER TABLE new_doors RENAME TO doors;

-- Whether real money moves in the account.
ALTER TABLE provider_customers ADD COLUMN is_live BIGINT NOT NULL DEFAULT 0 CHECK (is_live IN (0, 1));
ALTER TABLE saved_methods ADD COLUMN is_live BIGINT NOT NULL DEFAULT 0 CHECK (is_live IN (0, 1));

-- When the provider is next asked to forget a card or a customer; the row goes once it has.
ALTER TABLE saved_methods ADD COLUMN forget_at BIGINT;
ALTER TABLE saved_methods ADD COLUMN forget_tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE provider_customers ADD COLUMN forget_at BIGINT;
ALTER TABLE provider_customers ADD COLUMN forget_tries BIGINT NOT NULL DEFAULT 0;
-- A page on which the customer may leave a card is open until then.
ALTER TABLE provider_customers ADD COLUMN page_until BIGINT;

CREATE INDEX saved_methods_to_forget ON saved_methods (forget_at) WHERE forget_at IS NOT NULL;
CREATE INDEX provider_customers_to_forget ON provider_customers (forget_at) WHERE forget_at IS NOT NULL;
CREATE UNIQUE INDEX provider_customers_by_name ON provider_customers (provider, account, provider_customer);
