/**
 * Which topics, queues and subscriptions a service needs. In comes what its code declares, out goes a plan against what
 * exists, and its idempotent application. Read {@link dev.entrega.messaging.topology.Topology}, then {@link
 * dev.entrega.messaging.topology.TopologyPlanner}.
 */
@NullMarked
package dev.entrega.messaging.topology;

import org.jspecify.annotations.NullMarked;
