-- What came with measurements and is no frequency response: impedances of headphones, and calibrations of microphones and
-- couplers. One row a curve as its file has it.
CREATE TABLE imported_curve (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('impedance', 'calibration')),
  key TEXT NOT NULL,      -- the name, folded
  name TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
  seating INTEGER NOT NULL,
  file TEXT NOT NULL,     -- its full path
  serial TEXT NOT NULL,   -- of a microphone, as its file says; folded; empty when unsaid
  factor_db REAL,         -- a calibration's sensitivity factor
  details TEXT NOT NULL,  -- the file's own words and what was repaired, JSON
  hz BLOB NOT NULL,       -- float64, native
  value BLOB NOT NULL,    -- ohm, or dB
  phase_deg BLOB,         -- NULL when the file has none
  UNIQUE (kind, key, side, seating, file)
) STRICT;
CREATE INDEX imported_curve_serial ON imported_curve (kind, serial);
