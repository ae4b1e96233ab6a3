/**
 * What a system's events are, for those outside of it: in come contracts and what services say they publish and handle,
 * out goes a document that any tool of the field reads. Nothing is fetched and nothing here runs in a service. Read
 * {@link dev.entrega.contract.catalogue.Catalogue} first, then {@link dev.entrega.contract.catalogue.AsyncApi}.
 */
@NullMarked
package dev.entrega.contract.catalogue;

import org.jspecify.annotations.NullMarked;
