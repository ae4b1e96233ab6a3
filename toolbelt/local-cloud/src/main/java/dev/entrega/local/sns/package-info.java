/**
 * SNS: {@link dev.entrega.local.sns.Sns} answers one action with one method; a publication goes through
 * {@code FilterPolicy} and {@code Delivery} into the queues before the publisher is answered.
 */
@NullMarked
package dev.entrega.local.sns;

import org.jspecify.annotations.NullMarked;
