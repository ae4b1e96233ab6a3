package dev.entrega.consumer.deadletter;

import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Loop;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what SQS and SNS moved aside without asking into the table of dead letters, where an operator looks: commit,
 * then delete. The queues are the net below the runtime and should be empty.
 */
public final class NetCollector implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(NetCollector.class);

    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    private final List<Nets> nets;
    private final Transactions transactions;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final Duration interval;
    private final ErrorReports reports;
    private final CloudEventFormat format = new CloudEventFormat();
    private final Loop loop;

    /** The nets below a queue of the service. */
    public record Nets(String queue, Queue deadLetters, Queue undelivered) {}

    /** @param interval between two looks at the nets */
    public NetCollector(
            List<Nets> nets,
            Transactions transactions,
            DeadLetters deadLetters,
            Clock clock,
            Duration interval,
            ErrorReports reports) {
        this.nets = List.copyOf(nets);
        this.transactions = transactions;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.interval = interval;
        this.reports = reports;
        this.loop = new Loop(Thread.ofVirtual().name("net-collector"), interval, this::collect, this::failed);
    }

    @Override
    public void start() {
        loop.start();
    }

    private void collect() {
        for (var each : nets) {
            collect(each.deadLetters(), each.queue(), Reason.RECEIVE_LIMIT);
            collect(each.undelivered(), each.queue(), Reason.UNDELIVERED);
        }
    }

    private void failed(Throwable failure) {
        LOG.error("Dead letters could not be collected, it is tried again in {}: {}", interval, failure.toString());
        reports.tell(ErrorReport.of(Place.COLLECTOR, "nets", "failed", failure));
    }

    private void collect(Queue net, String queue, Reason reason) {
        for (var messages = receive(net); !messages.isEmpty(); messages = receive(net)) {
            // One by one: a message that can't be stored keeps no other back, and is seen again with the next look.
            var stored = new LinkedHashMap<ReceivedMessage, DeadLetter>();
            for (var message : messages) {
                var letter = letter(message, queue, reason);
                if (store(message, letter)) {
                    stored.put(message, letter);
                }
            }
            if (stored.isEmpty()) {
                return; // Nothing can be stored now: going on would only hide the rest of the net.
            }
            LOG.error("{} dead letters collected from {}, reason={}", stored.size(), net.name(), reason);
            stored.values().forEach(letter -> reports.tell(report(letter, reason.name(), null)));
            net.delete(stored.keySet().stream().map(ReceivedMessage::receipt).toList());
        }
    }

    private boolean store(ReceivedMessage message, DeadLetter letter) {
        try {
            transactions.write(connection -> {
                deadLetters.store(connection, letter, message.fifo());
                return letter;
            });
            return true;
        } catch (RuntimeException e) {
            LOG.error("message={} could not be collected, reason={}: {}", message.id(), letter.reason(), e.toString());
            reports.tell(report(letter, "could not be collected", e));
            return false;
        }
    }

    private static ErrorReport report(DeadLetter letter, String problem, @Nullable Throwable failure) {
        return ErrorReport.of(Place.COLLECTOR, "nets", problem, failure)
                .with("event.id", letter.key().eventId())
                .with("event.type", letter.type());
    }

    private static List<ReceivedMessage> receive(Queue net) {
        return net.receive(Queue.MAX_BATCH, Duration.ZERO, VISIBILITY);
    }

    private DeadLetter letter(ReceivedMessage message, String queue, Reason reason) {
        var event = read(message.body());
        var key = event.map(e -> new EventKey(EventKey.NO_HANDLER, e.source(), e.id()))
                .orElseGet(() -> new EventKey(EventKey.NO_HANDLER, "sqs", message.id()));
        return new DeadLetter(
                key,
                queue,
                event.map(CloudEvent::type).orElse(""),
                event.map(CloudEvent::subject).orElse(""),
                reason,
                "moved aside by the broker",
                0,
                message.sentAt(),
                clock.instant(),
                message.body(),
                message.attributes());
    }

    private Optional<CloudEvent> read(String body) {
        try {
            return Optional.of(format.read(body));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    /** Stops at once; a batch that was committed and not deleted is recognised when it comes again. */
    @Override
    public void stop() {
        loop.stop();
    }
}
