package dev.entrega.soak;

import dev.entrega.local.faults.BrokerFault;
import dev.entrega.local.faults.BrokerFault.AwsError;
import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.faults.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Something that goes wrong on purpose. Each does its work, waits as long as that lasts, and heals it. */
enum Fault {
    KILL {
        @Override
        boolean strike(Site site, Random lots) {
            anyOf(site.replicas(), lots).kill();
            return true;
        }
    },
    /** As in a deploy; the exit is timed. */
    TERMINATE {
        @Override
        boolean strike(Site site, Random lots) throws InterruptedException {
            var replica = anyOf(site.replicas(), lots);
            var took = replica.terminate();
            if (took.compareTo(EXIT) > 0) {
                throw new PromiseBrokenException(
                        replica.name() + " took " + took.toSeconds() + " s to end after SIGTERM");
            }
            return true;
        }
    },
    KILL_BEFORE_COMMIT {
        @Override
        boolean strike(Site site, Random lots) throws IOException, InterruptedException {
            return order(anyOf(site.consumers(), lots), "before-commit");
        }
    },
    KILL_AFTER_COMMIT {
        @Override
        boolean strike(Site site, Random lots) throws IOException, InterruptedException {
            return order(anyOf(site.consumers(), lots), "after-commit");
        }
    },
    KILL_AFTER_PUBLISH {
        @Override
        boolean strike(Site site, Random lots) throws IOException, InterruptedException {
            return order(site.service(lots.nextBoolean() ? Site.ORDERS : Site.STOCK), "after-publish");
        }
    },
    PAUSE {
        @Override
        boolean strike(Site site, Random lots) throws InterruptedException {
            anyOf(site.replicas(), lots).pause(Duration.ofSeconds(8 + lots.nextInt(8)));
            return true;
        }
    },
    DATABASE_RESTART {
        @Override
        boolean strike(Site site, Random lots) {
            site.postgres().restart();
            return true;
        }
    },
    DATABASE_CRASH {
        @Override
        boolean strike(Site site, Random lots) {
            site.postgres().crash();
            return true;
        }
    },
    BROKER_ERRORS {
        @Override
        boolean strike(Site site, Random lots) {
            site.broker().next(40, BrokerCallsTo.ANY, new BrokerFault.Refused(AwsError.INTERNAL_FAILURE));
            return true;
        }
    },
    BROKER_THROTTLES {
        @Override
        boolean strike(Site site, Random lots) {
            site.broker().next(40, BrokerCallsTo.ANY, new BrokerFault.Refused(AwsError.THROTTLED));
            return true;
        }
    },
    LATENCY {
        @Override
        boolean strike(Site site, Random lots) throws InterruptedException {
            return meanwhile(anyLink(site, lots), new TcpFault.Latency(Duration.ofMillis(100)), 4, lots);
        }
    },
    BLACK_HOLE {
        @Override
        boolean strike(Site site, Random lots) throws InterruptedException {
            return meanwhile(anyLink(site, lots), new TcpFault.BlackHole(), 3, lots);
        }
    },
    RESET {
        @Override
        boolean strike(Site site, Random lots) {
            anyLink(site, lots).reset();
            return true;
        }
    };

    /** As promised for every process. */
    private static final Duration EXIT = Duration.ofSeconds(25);

    private static final Duration TAKEN = Duration.ofSeconds(15);

    /** A promise that the platform broke while it was hurt. */
    static final class PromiseBrokenException extends RuntimeException {
        PromiseBrokenException(String what) {
            super(what);
        }
    }

    /** @return whether it met anybody */
    abstract boolean strike(Site site, Random lots) throws IOException, InterruptedException;

    private static <T> T anyOf(List<T> some, Random lots) {
        return some.get(lots.nextInt(some.size()));
    }

    private static TcpProxy anyLink(Site site, Random lots) {
        return anyOf(anyOf(site.services(), lots).links(), lots);
    }

    private static boolean meanwhile(TcpProxy link, TcpFault fault, int seconds, Random lots)
            throws InterruptedException {
        link.set(fault);
        try {
            Thread.sleep(Duration.ofSeconds(seconds + lots.nextInt(seconds)));
        } finally {
            link.set(new TcpFault.None());
        }
        return true;
    }

    /** Whichever process of the service comes to that point first ends there. */
    private static boolean order(ServiceSite service, String point) throws IOException, InterruptedException {
        Path order = service.failpoints().resolve(point);
        Files.createFile(order);
        long end = System.nanoTime() + TAKEN.toNanos();
        while (Files.exists(order)) {
            if (System.nanoTime() > end) {
                return !Files.deleteIfExists(order);
            }
            Thread.sleep(20);
        }
        return true;
    }
}
