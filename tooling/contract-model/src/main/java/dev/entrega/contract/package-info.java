/**
 * What a running service needs of a contract: how a value knows its event type ({@link dev.entrega.contract.EventData},
 * read this first), where the type's schema lies on the class path ({@link dev.entrega.contract.EventType}), and the
 * form of a schema that a publisher checks against ({@link dev.entrega.contract.StrictSchema}). Reading, checking and
 * generating from a folder of contracts are for builds and tools, and live in the packages below.
 */
@NullMarked
package dev.entrega.contract;

import org.jspecify.annotations.NullMarked;
