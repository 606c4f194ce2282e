-- "EARD": tells our files from other programs'.
PRAGMA application_id = 0x45415244;

-- Gear, one row an item. `body` is the whole item as JSON; the other columns are what lists and searches need of it.
CREATE TABLE gear (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('headphone', 'source')),
  key TEXT NOT NULL,      -- brand and model, folded: what makes two items the same gear
  brand TEXT NOT NULL,
  model TEXT NOT NULL,
  type TEXT NOT NULL,     -- form of a headphone, kind of a source
  price_usd REAL,
  year INTEGER,
  words TEXT NOT NULL,    -- folded, for the full-text search
  body TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;

-- The names by which an item is found, folded. rank 0: its model or an alias, with or without brand; 1: the model without what
-- stands in parentheses.
CREATE TABLE gear_name (
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  gear_id INTEGER NOT NULL REFERENCES gear (id) ON DELETE CASCADE,
  rank INTEGER NOT NULL,
  PRIMARY KEY (name, kind, gear_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX gear_name_of ON gear_name (gear_id);

-- Load models by name, those of headphones that are not in the catalogue included.
CREATE TABLE load_model (
  kind TEXT NOT NULL CHECK (kind IN ('curve', 'circuit', 'flat')),
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
