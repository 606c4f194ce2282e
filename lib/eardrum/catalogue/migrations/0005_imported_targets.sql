-- Targets are imported too. A CHECK can't be changed in place: the table is made anew, its rows keep their ids.
CREATE TABLE imported_curve_5 (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('impedance', 'calibration', 'target')),
  key TEXT NOT NULL,      -- the name, folded
  name TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
  seating INTEGER NOT NULL,
  file TEXT NOT NULL,     -- its full path
  serial TEXT NOT NULL,   -- of a microphone, as its file says; folded; empty when unsaid
  factor_db REAL,         -- a calibration's sensitivity factor
  rig TEXT NOT NULL,      -- that a target is for; empty when unsaid
  form TEXT NOT NULL,     -- over-ear, in-ear, of a target; empty when unsaid
  details TEXT NOT NULL,  -- the file's own words and what was repaired, JSON
  hz BLOB NOT NULL,       -- float64, native
  value BLOB NOT NULL,    -- ohm, or dB
  phase_deg BLOB,         -- NULL when the file has none
  UNIQUE (kind, key, side, seating, file)
) STRICT;
INSERT INTO imported_curve_5 (id, kind, key, name, side, seating, file, serial, factor_db, rig, form, details, hz, value, phase_deg)
  SELECT id, kind, key, name, side, seating, file, serial, factor_db, '', '', details, hz, value, phase_deg FROM imported_curve;
DROP TABLE imported_curve;
ALTER TABLE imported_curve_5 RENAME TO imported_curve;
