-- Conversations with customers on channels of their own, what was said in them, and what was sent along.

-- What was merged keeps its row: its contact goes on writing to it, and is heard in the one it was merged into.
CREATE TABLE conversations (
  id TEXT NOT NULL PRIMARY KEY,
  channel TEXT NOT NULL CHECK (channel IN ('line', 'facebook', 'instagram', 'web_chat', 'api')),
  -- The page or account of the shop that was written to; empty for the web chat.
  account TEXT NOT NULL,
  -- Who writes, in the channel's own terms.
  contact_key TEXT NOT NULL CHECK (contact_key <> ''),
  -- What the channel says of the contact, and when it said so.
  contact_name TEXT,
  contact_picture_url TEXT,
  profile_at BIGINT,
  -- What staff call the contact.
  name TEXT,
  customer_id TEXT REFERENCES customers (id),
  assignee_id TEXT REFERENCES staff (id),
  -- NULL where every location may answer.
  location_id TEXT REFERENCES locations (id),
  is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
  unread BIGINT NOT NULL CHECK (unread >= 0),
  last_message_at BIGINT,
  last_message_text TEXT,
  last_message_direction TEXT CHECK (last_message_direction IN ('in', 'out')),
  -- By when lists are sorted: the last message, or the beginning where nothing was said yet.
  list_at BIGINT NOT NULL,
  last_inbound_at BIGINT,
  delivered_up_to BIGINT,
  read_up_to BIGINT,
  followed_at BIGINT,
  blocked_at BIGINT,
  -- Who is replying at this moment, and until when that is believed.
  replying_staff_id TEXT REFERENCES staff (id),
  replying_until BIGINT,
  merged_into TEXT REFERENCES conversations (id),
  version BIGINT NOT NULL CHECK (version >= 1),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT,
  UNIQUE (channel, account, contact_key),
  CHECK ((last_message_at IS NULL) = (last_message_direction IS NULL)),
  CHECK ((replying_staff_id IS NULL) = (replying_until IS NULL)),
  CHECK (merged_into IS NULL OR merged_into <> id)
);

CREATE INDEX conversations_newest ON conversations (list_at, id) WHERE merged_into IS NULL AND removed_at IS NULL;
CREATE INDEX conversations_unread ON conversations (list_at, id) WHERE unread > 0 AND merged_into IS NULL AND removed_at IS NULL;
CREATE INDEX conversations_unassigned ON conversations (list_at, id)
  WHERE assignee_id IS NULL AND merged_into IS NULL AND removed_at IS NULL;
CREATE INDEX conversations_by_assignee ON conversations (assignee_id, list_at, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX conversations_by_customer ON conversations (customer_id, list_at, id) WHERE customer_id IS NOT NULL;
CREATE INDEX conversations_merged ON conversations (merged_into) WHERE merged_into IS NOT NULL;

-- One thing said. Threads are sorted by sent_at and place, which are the channel's own, so that the order of arrival does not matter.
CREATE TABLE thread_messages (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'system')),
  kind TEXT NOT NULL CHECK (kind IN ('text', 'image', 'sticker', 'file', 'unsupported', 'event')),
  text TEXT,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  -- The channel's name for it.
  external_id TEXT,
  sent_at BIGINT NOT NULL,
  place TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  staff_id TEXT REFERENCES staff (id),
  -- The message of the outbox that it travels by; no reference, since that table is rebuilt by itself.
  message_id TEXT,
  order_id TEXT REFERENCES orders (id),
  dedup_key TEXT UNIQUE,
  -- Nobody has read it yet.
  is_unread BIGINT NOT NULL CHECK (is_unread IN (0, 1)),
  -- Taken back by its sender: text and files are gone.
  is_unsent BIGINT NOT NULL CHECK (is_unsent IN (0, 1)),
  -- 0 for what is known only by having been taken back; it is shown to nobody.
  is_heard BIGINT NOT NULL CHECK (is_heard IN (0, 1)),
  -- What happened, for a line that nobody wrote, with what it says of it as JSON.
  word TEXT,
  facts TEXT NOT NULL DEFAULT '{}',
  UNIQUE (channel, account, external_id),
  CHECK (is_unsent = 0 OR text IS NULL),
  CHECK (is_heard = 1 OR is_unsent = 1),
  CHECK (is_heard = 1 OR is_unread = 0),
  CHECK ((direction = 'system') = (word IS NOT NULL))
);

CREATE INDEX thread_messages_in_order ON thread_messages (conversation_id, sent_at, place);
CREATE INDEX thread_messages_spoken ON thread_messages (conversation_id, sent_at, place) WHERE direction <> 'system' AND is_heard = 1;
CREATE INDEX thread_messages_unread ON thread_messages (conversation_id) WHERE is_unread = 1;
CREATE INDEX thread_messages_by_outbox ON thread_messages (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX thread_messages_by_order ON thread_messages (order_id) WHERE order_id IS NOT NULL;

-- Pictures, files and stickers. Without a message while nobody has sent it yet.
CREATE TABLE chat_attachments (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  message_id TEXT REFERENCES thread_messages (id),
  position BIGINT NOT NULL CHECK (position >= 0),
  kind TEXT NOT NULL CHECK (kind IN ('image', 'file', 'sticker')),
  name TEXT,
  -- NULL where the channel gave no picture of a sticker.
  media_type TEXT CHECK (media_type IN ('image/jpeg', 'application/pdf')),
  octets BIGINT NOT NULL CHECK (octets >= 0),
  width BIGINT CHECK (width > 0),
  height BIGINT CHECK (height > 0),
  sticker_package TEXT,
  sticker TEXT,
  staff_id TEXT REFERENCES staff (id),
  created_at BIGINT NOT NULL,
  CHECK ((media_type IS NULL) = (octets = 0)),
  CHECK ((width IS NULL) = (height IS NULL)),
  CHECK (kind = 'sticker' OR media_type IS NOT NULL)
);

CREATE INDEX chat_attachments_by_message ON chat_attachments (message_id, position) WHERE message_id IS NOT NULL;
CREATE INDEX chat_attachments_by_conversation ON chat_attachments (conversation_id);
CREATE INDEX chat_attachments_unsent ON chat_attachments (created_at) WHERE message_id IS NULL;

-- The octets, in base 64, apart from what is read with every message; written in one transaction with their attachment.
CREATE TABLE chat_attachment_files (
  attachment_id TEXT NOT NULL PRIMARY KEY REFERENCES chat_attachments (id),
  content TEXT NOT NULL
);

ALTER TABLE orders ADD COLUMN conversation_id TEXT REFERENCES conversations (id);

CREATE INDEX orders_by_conversation ON orders (conversation_id, created_at, id) WHERE conversation_id IS NOT NULL;

-- Notices for staff tell of conversations too, which have no order and no amount.
ALTER TABLE alerts RENAME TO alerts_of_orders;

CREATE TABLE alerts (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('online_order', 'payment', 'transfer_notice', 'chat_message')),
  -- What came in, such as order:ord_…; one cause raises one notice.
  cause TEXT NOT NULL UNIQUE,
  order_id TEXT REFERENCES orders (id),
  conversation_id TEXT REFERENCES conversations (id),
  -- Where it belonged; NULL where no location had it, so that everybody is told.
  location_id TEXT REFERENCES locations (id),
  amount BIGINT CHECK (amount >= 0),
  currency TEXT,
  created_at BIGINT NOT NULL,
  acknowledged_at BIGINT,
  acknowledged_kind TEXT CHECK (acknowledged_kind IN ('staff', 'token', 'system')),
  acknowledged_by TEXT,
  CHECK ((acknowledged_at IS NULL) = (acknowledged_kind IS NULL)),
  CHECK (acknowledged_by IS NULL OR acknowledged_at IS NOT NULL),
  CHECK ((amount IS NULL) = (currency IS NULL)),
  CHECK ((kind = 'chat_message') = (conversation_id IS NOT NULL)),
  CHECK ((kind = 'chat_message') = (order_id IS NULL)),
  CHECK ((kind = 'chat_message') = (amount IS NULL))
);

INSERT INTO alerts (id, kind, cause, order_id, location_id, amount, currency, created_at, acknowledged_at, acknowledged_kind,
  acknowledged_by)
SELECT id, kind, cause, order_id, location_id, amount, currency, created_at, acknowledged_at, acknowledged_kind, acknowledged_by
FROM alerts_of_orders;

DROP TABLE alerts_of_orders;

CREATE INDEX alerts_newest ON alerts (created_at, id);
CREATE INDEX alerts_open ON alerts (created_at, id) WHERE acknowledged_at IS NULL;
CREATE INDEX alerts_by_order ON alerts (order_id) WHERE acknowledged_at IS NULL AND order_id IS NOT NULL;
-- A conversation rings once until somebody has seen it.
CREATE UNIQUE INDEX alerts_by_conversation ON alerts (conversation_id) WHERE acknowledged_at IS NULL AND conversation_id IS NOT NULL;
