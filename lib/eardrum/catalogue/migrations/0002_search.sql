-- Full-text search over gear.words, kept in step by triggers. The index of prefixes makes searching while typing cheap.
CREATE VIRTUAL TABLE gear_search USING fts5 (words, content = 'gear', content_rowid = 'id', prefix = '1 2 3');
INSERT INTO gear_search (rowid, words) SELECT id, words FROM gear;
CREATE TRIGGER gear_search_insert AFTER INSERT ON gear BEGIN
  INSERT INTO gear_search (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER gear_search_delete AFTER DELETE ON gear BEGIN
  INSERT INTO gear_search (gear_search, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER gear_search_update AFTER UPDATE ON gear BEGIN
  INSERT INTO gear_search (gear_search, rowid, words) VALUES ('delete', old.id, old.words);
  INSERT INTO gear_search (rowid, words) VALUES (new.id, new.words);
END;
