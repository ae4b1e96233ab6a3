-- An event of an ordered noun goes to the noun's topic, and what is of one group leaves in the order of the positions.
ALTER TABLE entrega.outbox
    ADD COLUMN noun     text, -- null: the topic of the type
    ADD COLUMN group_id text; -- null: no order
