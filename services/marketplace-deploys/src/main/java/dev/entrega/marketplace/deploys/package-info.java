/**
 * The marketplace deployed again and again while it works. In comes a number of deploys; out goes a {@link
 * dev.entrega.marketplace.deploys.Report}: both services are started by the commands of their Procfiles under a limit of
 * memory, orders come in through a proxy, each service is replaced by a new process while the old one still works, and
 * at the end every accepted order is looked for in the databases. The services are known only from outside. Read {@link
 * dev.entrega.marketplace.deploys.Rollout} first.
 */
@NullMarked
package dev.entrega.marketplace.deploys;

import org.jspecify.annotations.NullMarked;
