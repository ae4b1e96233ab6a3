package dev.entrega.client;

import dev.entrega.messaging.ReleaseStep;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.env.Environment;

/**
 * Writes down what {@code resilience.yml} says when the service is released, so that tools can compare with it, and so that
 * what was applied to an earlier release ends.
 */
final class DeclareUpstreams implements ReleaseStep {

    private final Transactions transactions;
    private final Environment environment;
    private final Clients clients;
    private final String version;
    private final boolean isRelease;

    /**
     * @param isRelease whether the process is the release's own. Where each start is one too, in development, it ends what was
     *     applied only if it comes with something new: a second process, or one that was restarted, is no deploy
     */
    DeclareUpstreams(
            Transactions transactions, Environment environment, Clients clients, String version, boolean isRelease) {
        this.transactions = transactions;
        this.environment = environment;
        this.clients = clients;
        this.version = version;
        this.isRelease = isRelease;
    }

    @Override
    public void run() {
        var file = ResilienceFile.of(environment);
        transactions.write(connection -> new ResilienceTable().release(connection, version, file, clients, isRelease));
    }
}
