-- Each time the file was opened for writing, and by which version: a disk that takes this takes a sale.
CREATE TABLE openings (
    seq         INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    version     TEXT NOT NULL
) STRICT;

CREATE TRIGGER openings_are_not_changed BEFORE UPDATE ON openings
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER openings_are_not_deleted BEFORE DELETE ON openings
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
