/**
 * Java records from contracts. Contracts come in, the text of Java files goes out: a schema is first read into shapes,
 * where everything that has no counterpart in a record is refused with its place, then the shapes are written, where
 * nothing can fail. Read {@link dev.entrega.contract.generate.RecordGenerator} first.
 */
@NullMarked
package dev.entrega.contract.generate;

import org.jspecify.annotations.NullMarked;
