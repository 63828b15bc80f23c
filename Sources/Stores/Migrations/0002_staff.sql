-- People, the tills they stand at, the programs that help them, and everything that proves who they are.
-- No secret is stored: passwords and PINs as Argon2id, tokens, cookies and links as SHA-256.

CREATE TABLE staff (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier')),
  location_id TEXT REFERENCES locations (id),
  password_hash TEXT,
  pin_hash TEXT,
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE devices (
  id TEXT NOT NULL PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  location_id TEXT NOT NULL REFERENCES locations (id),
  register_id TEXT NOT NULL REFERENCES registers (id),
  enrolled_by TEXT NOT NULL REFERENCES staff (id),
  enrolled_at BIGINT NOT NULL,
  revoked_at BIGINT
);

CREATE INDEX devices_by_register ON devices (register_id);

CREATE TABLE web_sessions (
  secret_hash TEXT NOT NULL PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  device_id TEXT REFERENCES devices (id),
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX web_sessions_by_staff ON web_sessions (staff_id);
CREATE INDEX web_sessions_by_expiry ON web_sessions (expires_at);

CREATE TABLE api_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'integration')),
  location_id TEXT REFERENCES locations (id),
  expires_at BIGINT,
  revoked_at BIGINT,
  created_at BIGINT NOT NULL
);

CREATE TABLE approvals (
  secret_hash TEXT NOT NULL PRIMARY KEY,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  approved_by TEXT NOT NULL REFERENCES staff (id),
  requested_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE INDEX approvals_by_expiry ON approvals (expires_at);

CREATE TABLE sign_in_budgets (
  subject TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL CHECK (failures >= 0),
  last_at BIGINT NOT NULL,
  open_at BIGINT NOT NULL
);

CREATE INDEX sign_in_budgets_by_age ON sign_in_budgets (last_at);

CREATE TABLE one_time_links (
  secret_hash TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'reset_password')),
  staff_id TEXT REFERENCES staff (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT,
  CHECK (purpose = 'set_up' OR (staff_id IS NOT NULL AND expires_at IS NOT NULL))
);
