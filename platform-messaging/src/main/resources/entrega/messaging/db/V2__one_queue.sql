-- A row for one queue alone: an operator brings a dead letter back to its reader, and to nobody else.
ALTER TABLE entrega.outbox ADD COLUMN queue text; -- null: the topic of the type
