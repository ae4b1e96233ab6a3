package dev.entrega.local;

import java.util.Map;

/**
 * One local cloud for all tests of a JVM: started at the first use, stopped when the JVM ends. A server takes seconds to
 * start and a database a tenth of one, so tests share the server and have a database of their own. Thread-safe.
 */
public final class SharedCloud {

    private SharedCloud() {}

    /** The names of both settings that find AWS are those of the environment variables, as Micronaut reads them. */
    private static final class Started {
        private static final LocalCloud CLOUD = LocalCloud.start();
        private static final LocalPostgres POSTGRES = LocalPostgres.start();

        static {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                POSTGRES.close();
                                CLOUD.close();
                            },
                            "shared-cloud-stop"));
        }

        private Started() {}
    }

    /** Its key takes a tenth of a second, so only those have one who ask. */
    private static final class StartedIssuer {
        private static final LocalIssuer ISSUER = LocalIssuer.start(0);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(ISSUER::close, "shared-issuer-stop"));
        }

        private StartedIssuer() {}
    }

    /** Who gives out tokens, for a service that asks who calls or is asked who it is. */
    public static LocalIssuer issuer() {
        return StartedIssuer.ISSUER;
    }

    /** The cloud, for a test that talks to SNS and SQS by itself. */
    public static LocalCloud cloud() {
        return Started.CLOUD;
    }

    /** A database that nobody else has, as {@code postgres://…}. */
    public static String freshDatabase(String prefix) {
        return Started.POSTGRES.freshDatabase(prefix);
    }

    /** What a service needs to find the cloud and a fresh database, as Micronaut properties. */
    public static Map<String, Object> settings(String database) {
        return Map.of(
                "database.url",
                freshDatabase(database),
                "aws.endpoint-url",
                cloud().endpoint().toString(),
                "aws.region",
                cloud().region());
    }
}
