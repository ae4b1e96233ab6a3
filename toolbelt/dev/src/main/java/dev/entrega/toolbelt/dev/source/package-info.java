/**
 * From an edited source to a running service. In comes a change below a service's {@code src} ({@link
 * dev.entrega.toolbelt.dev.source.SourceWatch}), out goes its new jar, or what the compiler has against it ({@link
 * dev.entrega.toolbelt.dev.source.Build}).
 */
@NullMarked
package dev.entrega.toolbelt.dev.source;

import org.jspecify.annotations.NullMarked;
