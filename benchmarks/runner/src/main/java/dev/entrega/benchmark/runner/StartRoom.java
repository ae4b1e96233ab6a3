package dev.entrega.benchmark.runner;

import dev.entrega.local.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The orders API, released, from the start of its process until it is ready, and its memory some seconds later: with an
 * AOT cache (JEP 514), and as its Procfile starts it.
 */
final class StartRoom implements Room {

    private static final String SERVICE = "orders-api";
    private static final String READY = SERVICE + " is ready";
    private static final String WITH_CACHE = "AOT cache, one collector thread, 128 MB";
    private static final String PLAIN = "as the Procfile has it";

    /** As the JVM chooses where it has 512 MB, which are not on this machine; a first heap of 16 MB, and not of 8. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx128m");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        var jar = lab.programs().jar("services/orders-api/target/orders-api.jar");
        var environment = lab.aws(Map.of(
                "DATABASE_URL",
                lab.database().fresh("start"),
                "PORT",
                Integer.toString(FreePort.find()),
                "ENTREGA_ENV",
                "start",
                "ENTREGA_PREPARE",
                "release",
                "OAUTH_ISSUER",
                "none"));
        try (var release = lab.programs().deployed(jar, environment, List.of(), "release")) {
            release.await("is released");
            release.terminate();
        }
        var fast = new ArrayList<String>(SMALL);
        fast.add("-XX:AOTCache=" + rehearse(lab, jar));
        var withCache = new Starts();
        var plain = new Starts();
        for (int round = 1; round <= lab.scale().rounds(); round++) {
            Lab.say("start: round " + round + " of " + lab.scale().rounds());
            withCache.take(lab, jar, environment, fast);
            if (round == 1) {
                plain.take(lab, jar, environment, List.of());
            }
        }
        results.measured(Target.S1_START, new Samples(withCache.seconds));
        results.measured(Target.S1_RSS, new Samples(withCache.megabytes));
        results.figure("Start of a service", WITH_CACHE, new Samples(withCache.seconds), "s");
        results.figure("Start of a service", PLAIN, new Samples(plain.seconds), "s");
        results.figure("Memory of an idle service", WITH_CACHE, new Samples(withCache.megabytes), "MB");
        results.figure("Memory of an idle service", PLAIN, new Samples(plain.megabytes), "MB");
    }

    /** As a build with {@code -Daot} does, with a broker and a database. Returns the cache. */
    private static Path rehearse(Lab lab, Path jar) throws IOException, InterruptedException, SQLException {
        var rehearsal = new ProcessBuilder(
                        lab.programs().home().resolve("bin/rehearse").toString(), SERVICE)
                .redirectErrorStream(true);
        rehearsal
                .environment()
                .putAll(Map.of(
                        "JAVA25_HOME",
                        System.getProperty("java.home"),
                        "REHEARSAL_DATABASE_URL",
                        lab.database().fresh("rehearsal"),
                        "REHEARSAL_AWS_ENDPOINT_URL",
                        lab.broker().endpoint().toString()));
        var process = rehearsal.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return jar.resolveSibling(SERVICE + ".aot");
    }

    private static final class Starts {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> megabytes = new ArrayList<>();

        void take(Lab lab, Path jar, Map<String, String> environment, List<String> options)
                throws InterruptedException {
            var watch = lab.machine().watch();
            try (var service = lab.programs().deployed(jar, environment, options)) {
                service.await(READY);
                seconds.add(service.age().toMillis() / 1000.0);
                Thread.sleep(Duration.ofSeconds(lab.scale().thorough() ? 10 : 2));
                megabytes.add(ProcessClock.residentMegabytes(service.pid()));
                watch.end();
            }
        }
    }
}
