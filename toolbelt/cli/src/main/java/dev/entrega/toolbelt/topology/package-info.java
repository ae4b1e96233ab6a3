/**
 * {@code toolbelt topology}: what the services' code declares against what exists in an environment. Read {@link
 * dev.entrega.toolbelt.topology.TopologyCommand} first.
 */
@NullMarked
package dev.entrega.toolbelt.topology;

import org.jspecify.annotations.NullMarked;
