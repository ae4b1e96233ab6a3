/**
 * SNS and SQS in our own types. {@link dev.entrega.messaging.aws.Topic} and {@link dev.entrega.messaging.aws.Queue} send
 * and receive, {@link dev.entrega.messaging.aws.Resources} makes and finds them. No other package of the runtime sees
 * the AWS SDK.
 */
@NullMarked
package dev.entrega.messaging.aws;

import org.jspecify.annotations.NullMarked;
