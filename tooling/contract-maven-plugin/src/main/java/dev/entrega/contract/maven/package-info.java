/**
 * Contracts in a Maven build: {@code contract:generate} puts a record for each on the compiler's path and the schemas
 * into the jar, {@code contract:lint} refuses to go on with contracts that are wrong, {@code contract:check} with changes of
 * them that break somebody, {@code contract:asyncapi} writes them down for others. A folder comes in, sources, findings and
 * a document go out; the work is contract-model's. Read {@link dev.entrega.contract.maven.GenerateMojo} first.
 */
@NullMarked
package dev.entrega.contract.maven;

import org.jspecify.annotations.NullMarked;
