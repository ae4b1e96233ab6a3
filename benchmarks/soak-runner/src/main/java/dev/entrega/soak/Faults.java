package dev.entrega.soak;

import dev.entrega.soak.Fault.PromiseBrokenException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Strikes again and again, with whatever its {@link Deck} deals. One that lasts longer than it is to the next meets that one. */
final class Faults implements AutoCloseable {

    private final Site site;
    private final Options options;
    private final Random lots;
    private final Deck deck;
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final Queue<String> notMade = new ConcurrentLinkedQueue<>();
    private final List<Thread> striking = new ArrayList<>();
    private Thread loop;
    private volatile boolean ending;

    Faults(Site site, Options options) {
        this.site = site;
        this.options = options;
        this.lots = new Random(options.seed());
        this.deck = new Deck(lots);
        this.loop = loop();
    }

    private Thread loop() {
        return Thread.ofVirtual().name("faults").unstarted(this::run);
    }

    void start() {
        loop.start();
    }

    private void run() {
        try {
            while (!ending) {
                var fault = deck.next();
                var own = new Random(lots.nextLong());
                striking.add(Thread.ofVirtual().name("fault-" + fault).start(() -> strike(fault, own)));
                Thread.sleep(60_000 / options.faults());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void strike(Fault fault, Random own) {
        try {
            // Two at a time would kill the server that the other is starting.
            boolean met = switch (fault) {
                case DATABASE_CRASH, DATABASE_RESTART -> {
                    synchronized (site) {
                        yield fault.strike(site, own);
                    }
                }
                default -> fault.strike(site, own);
            };
            if (met) {
                count(fault);
            }
        } catch (PromiseBrokenException e) {
            count(fault);
            broken.add(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            notMade.add("the fault " + fault + " could not be made: " + e);
        }
    }

    private synchronized void count(Fault fault) {
        struck.merge(fault, 1, Integer::sum);
    }

    synchronized Map<Fault, Integer> struck() {
        return Map.copyOf(struck);
    }

    /** What was promised of processes and was not kept. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** The soak's own failures: whether the platform would have held is not known. */
    List<String> notMade() {
        return List.copyOf(notMade);
    }

    /** No more faults until it is started again; returns when the last is healed. */
    void stop() throws InterruptedException {
        ending = true;
        loop.interrupt();
        loop.join();
        for (var each : striking) {
            each.join();
        }
        ending = false;
        loop = loop();
    }

    @Override
    public void close() {
        ending = true;
        loop.interrupt();
        striking.forEach(Thread::interrupt);
    }
}
