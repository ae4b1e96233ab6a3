package dev.entrega.marketplace.deploys;

import dev.entrega.local.LocalCloud;
import dev.entrega.local.LocalIssuer;
import dev.entrega.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the marketplace is deployed to: SNS, SQS, a database for each service, and a folder for what the processes say.
 *
 * @param root of the repository, where the Procfiles are
 * @param memory what a process may have, in bytes
 * @param broker the URL that the processes find SNS and SQS under
 */
record Site(
        Path root,
        long memory,
        Path logs,
        LocalCloud cloud,
        String broker,
        Database orders,
        Database stock,
        LocalPostgres postgres,
        LocalIssuer issuer)
        implements AutoCloseable {

    static Site open(Path root, long memory) {
        Path logs = newFolder();
        var cloud = LocalCloud.start();
        try {
            var postgres = LocalPostgres.start();
            return new Site(
                    root,
                    memory,
                    logs,
                    cloud,
                    cloud.endpoint().toString(),
                    new Database(postgres.freshDatabase("orders")),
                    new Database(postgres.freshDatabase("stock")),
                    postgres,
                    LocalIssuer.start(0));
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("deploys");
        } catch (IOException e) {
            throw new DeploysException("no folder for logs can be made (" + e + "): is there space left?", e);
        }
    }

    /** The same, its processes sent elsewhere for SNS and SQS. */
    Site through(String otherBroker) {
        return new Site(root, memory, logs, cloud, otherBroker, orders, stock, postgres, issuer);
    }

    /** One for each service, and another for its release process. */
    String accessKey(Service service, boolean release) {
        return service.id() + (release ? "-release" : "");
    }

    /** All that a PaaS sets, and nothing else. */
    Map<String, String> environment(Service service, String type, int port) {
        var environment = new TreeMap<>(Map.of(
                "DATABASE_URL",
                (service == Service.ORDERS ? orders : stock).url(),
                "AWS_ENDPOINT_URL",
                broker,
                "AWS_REGION",
                cloud.region(),
                "AWS_ACCESS_KEY_ID",
                accessKey(service, type.equals("release")),
                "AWS_SECRET_ACCESS_KEY",
                "deploys",
                "ENTREGA_ENV",
                "deploys",
                "ENTREGA_SERVICE",
                service.id(),
                "ENTREGA_PREPARE",
                "release"));
        if (service == Service.ORDERS) {
            environment.put("PORT", Integer.toString(port));
            environment.put("OAUTH_ISSUER", issuer.issuer().toString());
        }
        return environment;
    }

    /** What a client says who it is with; good for longer than anything here takes. */
    String token() {
        var claims = issuer.claims("deploys", "orders:read", "orders:write");
        claims.put("exp", Instant.now().plus(Duration.ofDays(1)).getEpochSecond());
        return issuer.sign(claims);
    }

    @Override
    public void close() {
        issuer.close();
        cloud.close();
        postgres.close();
    }
}
