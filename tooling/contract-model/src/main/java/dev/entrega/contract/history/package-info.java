/**
 * What contracts are held against. In comes where they were, {@code git:REF} or a folder, out goes their {@link
 * dev.entrega.contract.compatibility.History}; git is only asked, never told. Read {@link
 * dev.entrega.contract.history.Baseline} first.
 */
@NullMarked
package dev.entrega.contract.history;

import org.jspecify.annotations.NullMarked;
