/**
 * What happens in a running system, read from the databases of its services and from its queues. In come the services'
 * descriptions, out goes a {@link dev.entrega.toolbelt.dev.live.Reading} a second, as long as somebody looks. Read {@link
 * dev.entrega.toolbelt.dev.live.Watch} first.
 */
@NullMarked
package dev.entrega.toolbelt.dev.live;

import org.jspecify.annotations.NullMarked;
