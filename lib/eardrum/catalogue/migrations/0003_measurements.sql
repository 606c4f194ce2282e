-- Frequency responses that the user imported, one row a curve as its file has it: seatings, sides and rigs apart. Importing a
-- file again replaces its rows, and so changes nothing.
CREATE TABLE measurement (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,      -- the name, folded
  name TEXT NOT NULL,
  source TEXT NOT NULL,   -- whose database; empty when unsaid
  rig TEXT NOT NULL,      -- empty when unsaid
  form TEXT NOT NULL,     -- over-ear, in-ear; empty when unsaid
  side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
  seating INTEGER NOT NULL,
  file TEXT NOT NULL,     -- its full path
  part TEXT NOT NULL,     -- the column in a file of several
  details TEXT NOT NULL,  -- the file's own words and what was repaired, JSON
  hz BLOB NOT NULL,       -- float64, native
  db BLOB NOT NULL,
  UNIQUE (source, rig, key, side, seating, file, part)
) STRICT;
CREATE INDEX measurement_key ON measurement (key);
