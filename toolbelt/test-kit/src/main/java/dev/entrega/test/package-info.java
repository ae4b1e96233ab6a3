/**
 * Tests of a service as it runs in production: a real broker over the wire, a real PostgreSQL, the service with its
 * migrations, its topology and its consumer. In comes a test class with {@link dev.entrega.test.EntregaTest}, out goes
 * what the world outside the service sees. Read {@link dev.entrega.test.TestSystem} first.
 */
@NullMarked
package dev.entrega.test;

import org.jspecify.annotations.NullMarked;
