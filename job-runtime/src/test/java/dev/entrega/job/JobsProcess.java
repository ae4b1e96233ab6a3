package dev.entrega.job;

import dev.entrega.local.SharedCloud;
import dev.entrega.local.process.ChildProcess;
import dev.entrega.messaging.runtime.Entrega;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** {@link JobsService} as a process of its own: its job ships three orders, and takes its time over the second. */
final class JobsProcess {

    private JobsProcess() {}

    @Factory
    @Requires(property = "test.pause")
    static final class Slowly {
        @Singleton
        JobsService.Script script(@Property(name = "test.pause") long pause) {
            return (context, shipping) -> {
                shipping.ship("order-1");
                System.out.println("the first is shipped");
                Thread.sleep(pause);
                shipping.ship("order-2");
                shipping.ship("order-3");
            };
        }
    }

    public static void main(String[] arguments) {
        Entrega.start(JobsProcess.class, arguments);
    }

    /** @param database empty for none */
    static ChildProcess start(String database, long pauseMillis, String... arguments) {
        var environment = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL", SharedCloud.cloud().endpoint().toString(),
                "AWS_REGION", SharedCloud.cloud().region(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "ENTREGA_SERVICE", "orders-api",
                "ENTREGA_JOB_LEASE", "3s",
                "TEST_JOB", "yearly",
                "TEST_PAUSE", Long.toString(pauseMillis)));
        if (!database.isEmpty()) {
            environment.put("DATABASE_URL", database);
        }
        return ChildProcess.start(JobsProcess.class, environment, arguments);
    }
}
