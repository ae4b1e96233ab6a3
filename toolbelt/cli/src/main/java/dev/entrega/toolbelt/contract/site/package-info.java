/**
 * A catalogue of events as a static site: in come contracts, who publishes and handles them, and how they were before; out
 * go files that a browser shows without a server. What others wrote is only ever put into a page by a template, which
 * escapes it. Read {@link dev.entrega.toolbelt.contract.site.Site} first.
 */
@NullMarked
package dev.entrega.toolbelt.contract.site;

import org.jspecify.annotations.NullMarked;
