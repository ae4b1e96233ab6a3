/**
 * What a consumer depends on, told to those who change contracts. In come its handlers and what they read; out goes a
 * {@link dev.entrega.consumer.declaration.Declaration} into the service's database, and its hash onto the queue. Read that
 * first.
 */
@NullMarked
package dev.entrega.consumer.declaration;

import org.jspecify.annotations.NullMarked;
