/**
 * SQS and SNS as a benchmark needs them: as cheap as possible, with an endless supply of distinct events and a latency of
 * one's choice, in a process of its own. In come the calls of any AWS client, over plain HTTP; out go answers, and counts of
 * them. Keeps no message but those that are published to a queue. Read {@link dev.entrega.benchmark.stub.Stub}.
 */
@NullMarked
package dev.entrega.benchmark.stub;

import org.jspecify.annotations.NullMarked;
