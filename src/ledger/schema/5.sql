-- Memberships are requests too; the kinds of orders stand in a check of the table, so that it is made anew.
CREATE TABLE orders (
    reference   TEXT PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('pass', 'cancel', 'withdraw', 'book', 'redeem', 'join', 'add', 'switch')),
    claim       TEXT NOT NULL,
    ordered_at  TEXT NOT NULL,
    offer       INTEGER,
    offer_name  TEXT,
    customer    INTEGER,
    valid_from  TEXT,
    valid_until TEXT,
    amount      TEXT,
    currency    TEXT,
    request     TEXT CHECK (request IS NULL OR json_valid(request)),
    CHECK (CASE kind
        WHEN 'pass' THEN
            offer IS NOT NULL AND offer_name IS NOT NULL AND customer IS NOT NULL AND valid_from IS NOT NULL
            AND amount IS NOT NULL AND currency IS NOT NULL AND request IS NULL
        ELSE
            coalesce(offer, offer_name, valid_from, valid_until, amount, currency) IS NULL
            AND request IS NOT NULL AND request ->> 'request' IS kind AND request ->> 'member' IS customer
    END)
) STRICT;

-- With their numbers: a gap in them is damage.
INSERT INTO orders
    (rowid, reference, kind, claim, ordered_at, offer, offer_name, customer, valid_from, valid_until, amount, currency,
     request)
SELECT rowid, reference, kind, claim, ordered_at, offer, offer_name, customer, valid_from, valid_until, amount, currency,
       request
FROM intents ORDER BY rowid;

DROP TABLE intents;
ALTER TABLE orders RENAME TO intents;

CREATE TRIGGER intents_are_not_changed BEFORE UPDATE ON intents
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER intents_are_not_deleted BEFORE DELETE ON intents
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

CREATE INDEX bookings_of_a_customer ON intents (customer) WHERE kind = 'book';
