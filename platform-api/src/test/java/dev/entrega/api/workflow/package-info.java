/** What is promised of workflows, over a table of parcels. */
@NullMarked
package dev.entrega.api.workflow;

import org.jspecify.annotations.NullMarked;
