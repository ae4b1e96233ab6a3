/**
 * What two versions of a contract mean to each other. Two schemas come in, the changes between them go out, each with what
 * it breaks and an instance that shows it. {@link dev.entrega.contract.compatibility.Compatibility} is the pure function,
 * {@link dev.entrega.contract.compatibility.CompatibilityCheck} applies it to a folder and its history. Behind both,
 * {@code Alternatives} is the meaning of a schema and {@code Containment} compares two of them.
 */
@NullMarked
package dev.entrega.contract.compatibility;

import org.jspecify.annotations.NullMarked;
