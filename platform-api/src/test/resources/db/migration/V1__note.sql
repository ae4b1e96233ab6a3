CREATE TABLE note (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text    text   NOT NULL,
    follows bigint REFERENCES note DEFERRABLE INITIALLY DEFERRED -- looked at by the commit alone
);
