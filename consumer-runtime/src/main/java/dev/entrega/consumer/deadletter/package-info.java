/**
 * Where deliveries end that could not end in an effect. In comes a message with a reason, out goes a row that an
 * operator can find ({@link dev.entrega.consumer.deadletter.DeadLetters}). What SQS and SNS moved aside by themselves
 * is brought in by {@link dev.entrega.consumer.deadletter.NetCollector}.
 */
@NullMarked
package dev.entrega.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
