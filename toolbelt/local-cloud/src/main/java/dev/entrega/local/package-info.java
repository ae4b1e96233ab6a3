/**
 * What a platform rents, in one JVM: {@link dev.entrega.local.LocalCloud} speaks the wire protocols of SNS and SQS on one
 * port, {@link dev.entrega.local.LocalPostgres} is a real PostgreSQL server, {@link dev.entrega.local.LocalIssuer} gives out
 * tokens that say who calls. For development and tests, never on a service's runtime path. Read {@code LocalCloud} first,
 * which hands a request to {@code dev.entrega.local.sns} or {@code dev.entrega.local.sqs}.
 */
@NullMarked
package dev.entrega.local;

import org.jspecify.annotations.NullMarked;
