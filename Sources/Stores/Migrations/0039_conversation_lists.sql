-- Lists of conversations by state and by channel go straight to their newest, and counting looks at nothing but what it counts.

CREATE INDEX conversations_by_state ON conversations (is_open, list_at, id) WHERE merged_into IS NULL AND removed_at IS NULL;
CREATE INDEX conversations_by_channel ON conversations (channel, list_at, id) WHERE merged_into IS NULL AND removed_at IS NULL;
CREATE INDEX conversations_counted ON conversations (is_open, assignee_id, unread, location_id, merged_into, removed_at);
