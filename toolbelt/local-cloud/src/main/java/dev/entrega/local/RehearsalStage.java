package dev.entrega.local;

import java.io.IOException;
import java.util.Map;

/**
 * What a service finds around it when a build rehearses its start: a broker, a PostgreSQL and an issuer of tokens, of its own.
 * {@code java dev.entrega.local.RehearsalStage PROGRAM SERVICE} runs that program, {@code bin/rehearse} as a rule, tells it
 * where they are by {@code REHEARSAL_AWS_ENDPOINT_URL}, {@code REHEARSAL_DATABASE_URL} and {@code REHEARSAL_OAUTH_ISSUER}, and
 * ends with its exit code. These names, since a build may see the {@code DATABASE_URL} of production. Where PostgreSQL can't run
 * it says so, and goes on without: such a rehearsal is worth less, and not nothing.
 */
final class RehearsalStage {

    private static final int CALLED_WRONGLY = 2;

    /** What {@code bin/rehearse} has each service say. */
    private static final String SECRET = "nothing";

    private RehearsalStage() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("rehearsal: call it as RehearsalStage PROGRAM SERVICE");
            System.exit(CALLED_WRONGLY);
        }
        System.exit(run(arguments[0], arguments[1]));
    }

    private static int run(String program, String service) throws IOException, InterruptedException {
        var rehearsal = new ProcessBuilder(program, service).inheritIO();
        try (var cloud = LocalCloud.start();
                var issuer = LocalIssuer.start(0).register(service, SECRET)) {
            rehearsal
                    .environment()
                    .putAll(Map.of(
                            "REHEARSAL_AWS_ENDPOINT_URL",
                            cloud.endpoint().toString(),
                            "REHEARSAL_OAUTH_ISSUER",
                            issuer.issuer().toString()));
            return withDatabase(rehearsal, service);
        }
    }

    private static int withDatabase(ProcessBuilder rehearsal, String service) throws IOException, InterruptedException {
        LocalPostgres postgres;
        try {
            postgres = LocalPostgres.embedded();
        } catch (LocalCloudException e) {
            System.err.println("rehearsal: " + service + " rehearses without a database. " + e.getMessage());
            return rehearsal.start().waitFor();
        }
        try (postgres) {
            rehearsal.environment().put("REHEARSAL_DATABASE_URL", postgres.database(service));
            return rehearsal.start().waitFor();
        }
    }
}
