/**
 * SQS: {@link dev.entrega.local.sqs.Sqs} checks a request as AWS does, keeps what ElasticMQ does not keep (policy,
 * limits, retention, the rules of FIFO messages) and hands the rest to ElasticMQ, always in JSON; the old query protocol is translated at the door.
 */
@NullMarked
package dev.entrega.local.sqs;

import org.jspecify.annotations.NullMarked;
