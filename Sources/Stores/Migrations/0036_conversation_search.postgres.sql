-- Conversations are found by the beginnings of words, as orders are; see 0007_search.

CREATE INDEX search_conversations ON search_documents USING gin (search_vector(words)) WITH (gin_pending_list_limit = 256)
  WHERE kind = 'conversation';
