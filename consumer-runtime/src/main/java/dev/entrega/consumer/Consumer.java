package dev.entrega.consumer;

import dev.entrega.consumer.InHand.Work;
import dev.entrega.consumer.lane.Gate;
import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from one queue of the service, has each delivery processed on a virtual thread of its own, and tells SQS how it
 * ended. There are never more deliveries in hand than credits, and never more are handled at once than there are places.
 */
public final class Consumer implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    /** From the start of a shutdown: until then handlers may finish. A PaaS sends SIGKILL after 30 s. */
    private static final Duration FINISH = Duration.ofSeconds(20);

    /** Then they are interrupted, and have this long to roll back. */
    private static final Duration ROLL_BACK = Duration.ofSeconds(2);

    private static final Duration FLUSH = Duration.ofSeconds(1);

    /** As many as 32 receives at once bring. */
    private static final int MOST_IN_HAND = 320;

    /** Of the heap, for the bodies of what is in hand. */
    private static final int SHARE_OF_MEMORY = 8;

    private static final Duration STALL = Duration.ofSeconds(30);

    /** What a breaker holds back is not received again at once: each receive counts towards the queue's limit. */
    private static final Duration HELD_BACK = Duration.ofSeconds(15);

    private final Queue queue;
    private final Gate gate;
    private final Deliveries deliveries;
    private final HandlerLimits limits;
    private final BackOff backOff;
    private final ErrorReports reports;
    private final Acknowledgements acknowledgements;
    private final Heartbeat heartbeat;
    private final Credits credits;
    private final Semaphore places;
    private final InHand inHand = new InHand();
    private final Receiving receiving;
    private volatile boolean stopping;

    Consumer(
            Queue queue,
            Gate gate,
            Deliveries deliveries,
            HandlerLimits limits,
            Semaphore places,
            int leastInHand,
            Duration pollWait,
            Duration visibility,
            BackOff backOff,
            ErrorReports reports) {
        this.queue = queue;
        this.gate = gate;
        this.deliveries = deliveries;
        this.limits = limits;
        this.backOff = backOff;
        this.reports = reports;
        this.acknowledgements = new Acknowledgements(queue, reports);
        this.heartbeat = new Heartbeat(queue, inHand, visibility, reports);
        this.places = places;
        this.credits =
                new Credits(leastInHand, MOST_IN_HAND, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
        this.receiving = new Receiving(queue, gate, pollWait, STALL, visibility, credits, backOff, reports, this::take);
    }

    @Override
    public void start() {
        heartbeat.start();
        receiving.start();
    }

    String queue() {
        return queue.name();
    }

    /** Why nothing is received now. */
    Optional<String> closed() {
        return gate.closed();
    }

    /** Called now and then, by a thread that works whatever handlers do. */
    void watch() {
        receiving.replaceStuck();
    }

    /** Whether it receives nothing although it should. */
    boolean isStalled() {
        return receiving.isStalled();
    }

    /** The messages of one receive. */
    private void take(List<ReceivedMessage> messages) {
        var works = messages.stream()
                .map(message -> inHand.add(message, System.nanoTime()))
                .toList();
        if (stopping) { // The long poll was answered after the stop: nobody may wait for its visibility to run out.
            works.forEach(work -> end(work, new Ending.GiveBack(Duration.ZERO)));
            return;
        }
        for (var chain : deliveries.plan(works)) {
            Thread.ofVirtual().name("deliver-" + queue.name()).start(() -> deliver(chain));
        }
    }

    /** One after the other, until one comes back: what is behind that comes back with it. */
    private void deliver(List<Task> chain) {
        for (int i = 0; i < chain.size(); i++) {
            var ending = deliver(chain.get(i));
            if (!(ending instanceof Ending.Delete)) {
                comeBackBehind(chain.subList(i + 1, chain.size()), ending);
                return;
            }
        }
    }

    private void comeBackBehind(List<Task> rest, Ending first) {
        if (rest.isEmpty()) {
            return;
        }
        deliveries.notRun(rest);
        rest.forEach(task -> task.works().forEach(work -> end(work, new Ending.GiveBack(first.after()))));
    }

    /** @return how it ended; of several, as the gate learns it */
    private Ending deliver(Task task) {
        List<Semaphore> entered = List.of();
        try {
            entered = limits.enter(task);
            gate.awaitTurn();
            places.acquire();
            try {
                return begin(task);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            return giveBack(task.works(), Duration.ZERO);
        } catch (RuntimeException e) { // The rate can't be leased.
            return comeBack(task, e);
        } finally {
            entered.forEach(Semaphore::release);
        }
    }

    private Ending begin(Task task) {
        for (var work : task.works()) {
            if (!inHand.begin(work)) {
                return giveBack(task.works(), Duration.ZERO); // As the shutdown has done with this one meanwhile.
            }
            credits.begun(work.waited());
        }
        if (!gate.begin()) {
            deliveries.notRun(List.of(task));
            return giveBack(task.works(), gate.isPaused() ? Duration.ZERO : HELD_BACK);
        }
        Ending worst = new Ending.GiveBack(Duration.ZERO);
        try {
            var endings = deliveries.process(task);
            worst = worstOf(endings);
            for (int i = 0; i < endings.size(); i++) {
                end(task.works().get(i), endings.get(i));
            }
        } catch (OutOfMemoryError e) {
            OutOfMemory.endTheProcess();
        } catch (Throwable e) { // Also an Error: a delivery that ends in silence would keep its credit for ever.
            worst = comeBack(task, e);
        } finally {
            switch (worst) {
                case Ending.Delete delete -> gate.ended();
                case Ending.ComeBack back -> gate.failed();
                case Ending.GiveBack back -> gate.gaveBack();
            }
        }
        return worst;
    }

    /** What the gate learns of a task: one of its deliveries has failed, else one has come to no end, else all have. */
    private static Ending worstOf(List<Ending> endings) {
        return endings.stream()
                .filter(Ending.ComeBack.class::isInstance)
                .findFirst()
                .or(() -> endings.stream()
                        .filter(Ending.GiveBack.class::isInstance)
                        .findFirst())
                .orElseGet(Ending.Delete::new);
    }

    private Ending comeBack(Task task, Throwable failure) {
        Ending last = new Ending.GiveBack(Duration.ZERO);
        for (var work : task.works()) {
            var message = work.message();
            LOG.error("message={} could not be processed, it comes back", message.id(), failure);
            reports.tell(
                    ErrorReport.of(Place.CONSUMER, "deliver", "failed", failure).with("message.id", message.id()));
            last = new Ending.GiveBack(backOff.after(message.receiveCount()));
            end(work, last);
        }
        return last;
    }

    /** The one place where SQS is told how a delivery ended. */
    private void end(Work work, Ending ending) {
        if (!inHand.remove(work)) {
            return; // Given back by the shutdown meanwhile. If it was committed, the inbox knows.
        }
        switch (ending) {
            case Ending.Delete delete -> acknowledgements.delete(work.message());
            case Ending.ComeBack back -> acknowledgements.giveBack(work.message(), back.after());
            case Ending.GiveBack back -> acknowledgements.giveBack(work.message(), back.after());
        }
        credits.ended(work.message().body().length()); // Last, so that a shutdown knows when there is nothing to flush.
    }

    /** Finishes what is in hand, or gives it back; within 24 s in any case. Losing this race costs delay, never data. */
    @Override
    public void stop() {
        stopping = true;
        long end = System.nanoTime() + FINISH.toNanos();
        try {
            giveBack(inHand.withdrawWaiting(), Duration.ZERO);
            receiving.stop(FINISH);
            if (!credits.awaitNone(Duration.ofNanos(end - System.nanoTime()))) {
                inHand.interruptAll();
                awaitRollBack();
            }
            acknowledgements.flush(FLUSH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            heartbeat.stop();
        }
    }

    private void awaitRollBack() throws InterruptedException {
        if (!credits.awaitNone(ROLL_BACK)) {
            var left = inHand.all();
            left.forEach(work -> LOG.warn(
                    "message={} given back, its handler does not end",
                    work.message().id()));
            giveBack(left, Duration.ZERO);
        }
    }

    private Ending giveBack(List<Work> works, Duration after) {
        var ending = new Ending.GiveBack(after);
        works.forEach(work -> end(work, ending));
        return ending;
    }
}
