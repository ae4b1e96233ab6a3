/**
 * Data held against its contract, and shown without what is nobody's business. In comes a schema and JSON; out go
 * violations, by place and rule and never by value, or a copy that may be shown. Read {@link
 * dev.entrega.contract.data.DataSchema} first.
 */
@NullMarked
package dev.entrega.contract.data;

import org.jspecify.annotations.NullMarked;
