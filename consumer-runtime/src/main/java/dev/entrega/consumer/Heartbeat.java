package dev.entrega.consumer;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Queue.Visibility;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the deliveries in hand invisible for others, however long their handlers take. */
final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** SQS counts 12 h from the receive and then refuses (SQS quotas). */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Queue queue;
    private final InHand inHand;
    private final Duration visibility;
    private final ErrorReports reports;
    private final Duration interval;
    private final Loop loop;

    Heartbeat(Queue queue, InHand inHand, Duration visibility, ErrorReports reports) {
        this.queue = queue;
        this.inHand = inHand;
        this.visibility = visibility;
        this.reports = reports;
        this.interval = visibility.dividedBy(3);
        this.loop = new Loop(Thread.ofVirtual().name("heartbeat"), interval, this::extend, this::failed);
    }

    void start() {
        loop.start();
    }

    private void failed(Throwable failure) {
        LOG.error("Deliveries in hand could not be kept invisible, it is tried again", failure);
        reports.tell(ErrorReport.of(Place.CONSUMER, "heartbeat", "failed", failure));
    }

    private void extend() {
        inHand.extend(System.nanoTime(), interval.dividedBy(2), LONGEST.minus(visibility), messages -> {
            for (int from = 0; from < messages.size(); from += Queue.MAX_BATCH) {
                queue.changeVisibility(
                        messages.subList(from, Math.min(from + Queue.MAX_BATCH, messages.size())).stream()
                                .map(message -> new Visibility(message.receipt(), visibility))
                                .toList());
            }
        });
    }

    void stop() {
        loop.stop();
    }
}
