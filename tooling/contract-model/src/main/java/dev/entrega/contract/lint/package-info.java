/**
 * Looks for what is wrong with contracts that can be read. Contracts come in, {@link
 * dev.entrega.contract.lint.Finding}s go out, each with its place and the way to mend it; none is thrown. Read
 * {@link dev.entrega.contract.lint.ContractLint} first.
 */
@NullMarked
package dev.entrega.contract.lint;

import org.jspecify.annotations.NullMarked;
