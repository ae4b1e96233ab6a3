/**
 * The least that has to be done with the AWS SDK: receive ten, parse, delete ten; publish ten. What the platform is measured
 * against. Each program is started with the name of what it works on, and finds the broker as any client of AWS does. Read
 * {@link dev.entrega.benchmark.raw.RawConsumer}.
 */
@NullMarked
package dev.entrega.benchmark.raw;

import org.jspecify.annotations.NullMarked;
