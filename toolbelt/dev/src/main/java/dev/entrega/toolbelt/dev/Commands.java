package dev.entrega.toolbelt.dev;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.StoredDeadLetter;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription.ServiceQueue;
import dev.entrega.toolbelt.dev.live.Watch;
import dev.entrega.toolbelt.dev.page.Controls;
import dev.entrega.toolbelt.dev.process.Launch;
import dev.entrega.toolbelt.dev.process.State;
import dev.entrega.toolbelt.dev.process.Status;
import dev.entrega.toolbelt.dev.process.Supervised;
import dev.entrega.toolbelt.project.Profile;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What keys and buttons do. Thread-safe. */
final class Commands implements Controls {
    private static final String WHO = "toolbelt dev";
    private static final String WORKER = "worker";
    private static final int PAGE = 100;

    /** The demo traffic sends something within this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(5);

    private final Team team;
    private final Workplace workplace;
    private final Declarations declarations;
    private final Profile profile;
    private final Resources resources;
    private final Watch watch;
    private final News news;
    private volatile Optional<Kill> lastKill = Optional.empty();

    Commands(
            Team team,
            Workplace workplace,
            Declarations declarations,
            Profile profile,
            Resources resources,
            Watch watch,
            News news) {
        this.team = team;
        this.workplace = workplace;
        this.declarations = declarations;
        this.profile = profile;
        this.resources = resources;
        this.watch = watch;
        this.news = news;
    }

    @Override
    public List<Status> processes() {
        return team.statuses();
    }

    @Override
    public Optional<URI> address(String label) {
        return team.named(label)
                .filter(member -> member.launch().type().equals(Launch.WEB))
                .map(member -> team.ports().get(member.launch().folder().name()))
                .map(port -> URI.create("http://localhost:" + port));
    }

    @Override
    public List<Notice> notices() {
        return news.notices();
    }

    @Override
    public Set<String> failing() {
        return workplace.failing();
    }

    @Override
    public Optional<Kill> lastKill() {
        return lastKill;
    }

    /**
     * Kills at the worst moment: waits for up to 3 s until the service has something in hand, so that there is something
     * to come again.
     */
    @Override
    public void kill(String label) throws InterruptedException {
        Optional<Supervised> victim = label.isEmpty() ? consumer() : team.named(label);
        if (victim.isEmpty()) {
            news.news("there is nothing to kill: no process handles events");
            return;
        }
        String service = victim.get().launch().folder().name();
        long duplicates = watch.read().duplicates();
        long inHand = awaitInHand(service);
        long pid = victim.get().kill();
        if (pid == 0) {
            news.news(victim.get().launch().label() + " does not run just now, so there is nothing to kill");
            return;
        }
        news.news("kill -9 " + victim.get().launch().label() + " (process " + pid + ") with " + inHand + " in hand");
        lastKill = Optional.of(new Kill(Instant.now(), service, pid, inHand, duplicates));
    }

    private long awaitInHand(String service) throws InterruptedException {
        Optional<ServiceQueue> queue = declarations.queue(service);
        long end = System.nanoTime() + PATIENCE.toNanos();
        long inHand = 0;
        while (queue.isPresent() && inHand == 0 && System.nanoTime() < end) {
            inHand = resources
                    .findQueue(queue.get().name())
                    .map(found -> Long.parseLong(
                            found.attributes().getOrDefault("ApproximateNumberOfMessagesNotVisible", "0")))
                    .orElse(0L);
            if (inHand == 0) {
                Thread.sleep(LOOK);
            }
        }
        return inHand;
    }

    /** The first worker, else the first process of a service that handles events. */
    private Optional<Supervised> consumer() {
        return team.services().stream()
                .filter(member -> member.launch().type().equals(WORKER))
                .findFirst()
                .or(() -> team.services().stream()
                        .filter(member -> declarations
                                .queue(member.launch().folder().name())
                                .isPresent())
                        .findFirst());
    }

    @Override
    public void restart(String label) {
        team.named(label).ifPresent(member -> {
            news.news(label + " is restarted");
            member.restart();
        });
    }

    @Override
    public void fault(String handler) {
        Set<String> failing = new TreeSet<>(workplace.failing());
        if (handler.isEmpty() && !failing.isEmpty()) {
            news.news(String.join(", ", failing) + " mended");
            failing.clear();
        } else {
            Optional<String> name = handler.isEmpty()
                    ? consumer()
                            .flatMap(member -> declarations.firstHandler(
                                    member.launch().folder().name()))
                    : Optional.of(handler);
            if (name.isEmpty()) {
                news.news("there is no handler that could fail");
                return;
            }
            boolean fails = failing.add(name.get()) || !failing.remove(name.get());
            news.news(name.get() + (fails ? " fails from now on, on purpose" : " mended"));
        }
        workplace.fail(failing);
    }

    @Override
    public void traffic() {
        for (Supervised traffic : team.traffic()) {
            boolean runs = traffic.status().state() != State.STOPPED;
            news.news("demo traffic " + (runs ? "stopped" : "started"));
            if (runs) {
                traffic.askToStop();
            } else {
                traffic.start();
            }
        }
    }

    @Override
    public void redrive(String service, String fingerprint) {
        Optional<ServiceQueue> queue = declarations.queue(service);
        if (queue.isEmpty()) {
            return; // No service of that name handles events, so none of its can be dead.
        }
        var filter = new DeadLetterFilter(null, null, null, fingerprint);
        var deadLetters = new DeadLetters();
        int redriven = 0;
        try (Connection database = profile.connect(service)) {
            List<StoredDeadLetter> page = deadLetters.find(database, filter, 0, PAGE);
            while (!page.isEmpty()) {
                for (StoredDeadLetter letter : page) {
                    redriven += deadLetters.redrive(
                                    database, letter.id(), queue.get().name(), WHO)
                            ? 1
                            : 0;
                }
                page = deadLetters.find(database, filter, page.getLast().id(), PAGE);
            }
            news.news(redriven + (redriven == 1 ? " dead letter of " : " dead letters of ") + service + " redriven");
        } catch (SQLException e) {
            news.news("after " + redriven + " the redrive stopped ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "); press it again for the rest");
        }
    }

    /** The names of what can be restarted. */
    List<String> labels() {
        return team.members().stream()
                .map(Supervised::launch)
                .map(Launch::label)
                .toList();
    }
}
