/**
 * Regular expressions as languages: the part of ECMA-262 that contracts use is read into terms, from which a word can be
 * found that some patterns match and another does not, and the ways in which a matcher that backtracks would explode.
 * Read {@link dev.entrega.contract.pattern.PatternReader}, then {@link dev.entrega.contract.pattern.Words}.
 */
@NullMarked
package dev.entrega.contract.pattern;

import org.jspecify.annotations.NullMarked;
