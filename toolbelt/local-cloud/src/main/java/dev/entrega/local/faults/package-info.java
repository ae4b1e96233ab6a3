/**
 * What goes wrong between a service and what it needs, switched on and off while it runs: {@link
 * dev.entrega.local.faults.TcpProxy} stands in front of anything and hurts its connections, {@link
 * dev.entrega.local.faults.BrokerProxy} understands the calls of SNS and SQS and hurts those that a rule picks. The
 * services run as they are. For tests, never on a service's runtime path.
 */
@NullMarked
package dev.entrega.local.faults;

import org.jspecify.annotations.NullMarked;
