/**
 * The two AWS protocols as far as SNS and SQS speak them: a {@link dev.entrega.local.wire.Request} comes in, an
 * {@link dev.entrega.local.wire.Answer} goes out, a {@link dev.entrega.local.wire.Refusal} is what AWS would not do.
 */
@NullMarked
package dev.entrega.local.wire;

import org.jspecify.annotations.NullMarked;
