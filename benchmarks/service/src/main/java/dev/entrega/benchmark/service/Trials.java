package dev.entrega.benchmark.service;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs trials: a line on stdin names one, for how many milliseconds, and on how many virtual threads; a line on stdout tells
 * how much was done in how many nanoseconds.
 */
@Singleton
@Requires(property = "benchmark.trials")
final class Trials {

    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    private final Map<String, Trial> trials;

    Trials(List<Trial> trials) {
        this.trials = trials.stream().collect(Collectors.toMap(Trial::name, Function.identity()));
    }

    @EventListener
    void begin(StartupEvent event) {
        Thread.ofPlatform().daemon().name("trials").start(this::listen);
    }

    private void listen() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                System.out.println(run(words[0], Long.parseLong(words[1]), Integer.parseInt(words[2])));
            }
        } catch (IOException e) {
            LOG.error("Nothing can be read any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String run(String name, long millis, int threads) throws InterruptedException {
        var trial = trials.get(name);
        if (trial == null) {
            return "failed there is no trial " + name + " but " + trials.keySet();
        }
        var done = new LongAdder();
        var failures = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        var running = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofVirtual().start(() -> {
                try {
                    do {
                        done.add(trial.once());
                    } while (System.nanoTime() < end);
                } catch (Exception e) {
                    LOG.error("{} failed", name, e);
                    failures.increment();
                }
            }));
        }
        for (var thread : running) {
            thread.join();
        }
        return failures.sum() > 0
                ? "failed " + failures.sum() + " of " + threads + " threads"
                : "did " + done.sum() + " " + (System.nanoTime() - begin);
    }
}
