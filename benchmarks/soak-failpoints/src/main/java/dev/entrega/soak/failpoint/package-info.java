/**
 * What the soak does to a service from within, where no signal from outside can aim: beans that lie on the class path beside
 * the service's own and decorate what it talks to its database and its broker with. The service is the one that is deployed.
 * Read {@link dev.entrega.soak.failpoint.Commits}.
 */
@NullMarked
package dev.entrega.soak.failpoint;

import org.jspecify.annotations.NullMarked;
