package dev.entrega.marketplace.demo;

import dev.entrega.local.LocalCloudException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * The program: starts a marketplace, runs a trial, says what came out. Data on stdout, progress on stderr. Exits with 0
 * if every promise was kept, 1 if one was broken, 2 if it was called wrongly, 3 if a jar is missing, 6 if something does
 * not start or answer, 70 after a bug, 130 if it was interrupted.
 */
final class Demo {
    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 6;
    private static final int BUG = 70;
    private static final int INTERRUPTED = 130;

    private final long start = System.nanoTime();
    private volatile boolean interrupted;

    public static void main(String[] arguments) {
        System.exit(new Demo().run(arguments));
    }

    private int run(String... arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            return USAGE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted = true, "interrupted"));
        try {
            return run(options);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private int failed(RuntimeException e) {
        if (interrupted) {
            // What fails while everything is being closed is no news.
            return INTERRUPTED;
        } else if (e instanceof MarketplaceException expected) {
            System.err.println("demo: " + expected.getMessage());
            return expected.exitCode();
        } else if (e instanceof LocalCloudException) {
            System.err.println("demo: " + e.getMessage());
            return UNREACHABLE;
        } else {
            System.err.println("demo: a bug, please report it with these lines: " + e);
            e.printStackTrace();
            return BUG;
        }
    }

    private int run(Options options) {
        // Before the threads that log do it all at once, of which SLF4J would complain.
        LoggerFactory.getILoggerFactory();
        say("starting SNS, SQS, PostgreSQL, an issuer of tokens, orders-api, stock-service");
        try (Marketplace marketplace = Marketplace.start(services())) {
            Duration startUp = sinceStart();
            say("started");
            Verdict verdict;
            try {
                verdict = new Trial(marketplace, this::say).run(options.orders());
            } catch (RuntimeException e) {
                if (!interrupted) {
                    say("logs: " + marketplace.keepLogs());
                }
                throw e;
            }
            System.out.println(options.json() ? Report.json(verdict.tally()) : Report.table(verdict, startUp));
            if (verdict.passed()) {
                return 0;
            }
            System.err.println("demo: broken promises (" + verdict.complaints().size() + "): "
                    + String.join("; ", verdict.complaints().stream().limit(5).toList())
                    + "; what the services logged is in "
                    + marketplace.keepLogs());
            return BROKEN;
        }
    }

    private void say(String line) {
        System.err.println("[%6s] %s".formatted(Report.seconds(sinceStart()), line));
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The modules of the services lie beside this one, whose target folder holds the jar that runs. */
    private static Path services() {
        try {
            Path program = Path.of(Demo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program has no place", e);
        }
    }
}
