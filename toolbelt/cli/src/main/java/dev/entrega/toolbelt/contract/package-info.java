/**
 * The contracts of the project that the user stands in: in comes an event type, out goes whether data keeps to it, and
 * which of its fields are about persons. Read {@link dev.entrega.toolbelt.contract.ProjectContracts}.
 */
@NullMarked
package dev.entrega.toolbelt.contract;

import org.jspecify.annotations.NullMarked;
