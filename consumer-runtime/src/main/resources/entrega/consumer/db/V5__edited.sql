-- What a body was before an operator changed it.
ALTER TABLE entrega.audit ADD COLUMN body text;
