-- The last day on which what was ordered can be of use, where the offer tells one.
ALTER TABLE intents ADD COLUMN valid_until TEXT;
