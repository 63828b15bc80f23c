-- When each contact last wrote themselves, by which replies find their way to them: last_inbound_at of a conversation rises with what is
-- said in those that were put into it, and this never does.
ALTER TABLE conversations ADD COLUMN own_inbound_at BIGINT;

UPDATE conversations SET own_inbound_at = last_inbound_at;

-- Of two that stand together and wrote at one moment, the one that had others put into it has the moment from them.
UPDATE conversations SET own_inbound_at = last_inbound_at - 1
WHERE EXISTS (
  SELECT 1 FROM conversations AS part
  WHERE part.merged_into = conversations.id AND part.last_inbound_at = conversations.last_inbound_at);

UPDATE conversations SET own_inbound_at = last_inbound_at - 1
WHERE merged_into IS NOT NULL
  AND EXISTS (SELECT 1 FROM events WHERE object_id = conversations.id AND type = 'conversation.merged')
  AND EXISTS (
    SELECT 1 FROM conversations AS part
    WHERE part.merged_into = conversations.merged_into AND part.id <> conversations.id
      AND part.last_inbound_at = conversations.last_inbound_at);

-- Another system names its messages within one conversation.
UPDATE thread_messages SET external_id = conversation_id || ':' || external_id
WHERE channel = 'api' AND direction = 'in' AND external_id IS NOT NULL;
