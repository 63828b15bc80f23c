-- Conversations are found by the beginnings of words, as orders are; see 0007_search and 0024_search_words.

CREATE VIRTUAL TABLE search_conversations USING fts5 (words, tokenize = 'ascii', detail = none, columnsize = 0);
CREATE VIRTUAL TABLE search_conversations_words USING fts5vocab (search_conversations, row);
