/**
 * The contracts of the project that the user stands in: what is wrong with them, what a change breaks, and whom. Read {@link dev.entrega.toolbelt.contract.ProjectContracts}.
 */
@NullMarked
package dev.entrega.toolbelt.contract;

import org.jspecify.annotations.NullMarked;
