-- Orders, as they were when the order button was pressed.
CREATE TABLE intents (
    reference   TEXT PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('pass')),
    claim       TEXT NOT NULL,
    ordered_at  TEXT NOT NULL,
    offer       INTEGER NOT NULL,
    offer_name  TEXT NOT NULL,
    customer    INTEGER NOT NULL,
    valid_from  TEXT NOT NULL,
    amount      TEXT NOT NULL,
    currency    TEXT NOT NULL
) STRICT;

-- What happened to them; what they add up to is their state.
CREATE TABLE steps (
    seq         INTEGER PRIMARY KEY,
    reference   TEXT NOT NULL REFERENCES intents (reference),
    at          TEXT NOT NULL,
    step        TEXT NOT NULL CHECK (json_valid(step))
) STRICT;

CREATE INDEX steps_of_an_intent ON steps (reference, seq);

-- The ledger only grows.
CREATE TRIGGER intents_are_not_changed BEFORE UPDATE ON intents
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER intents_are_not_deleted BEFORE DELETE ON intents
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER steps_are_not_changed BEFORE UPDATE ON steps
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER steps_are_not_deleted BEFORE DELETE ON steps
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
