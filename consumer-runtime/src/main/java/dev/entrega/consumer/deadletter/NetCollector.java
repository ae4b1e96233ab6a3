package dev.entrega.consumer.deadletter;

import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what SQS and SNS moved aside without asking into the table of dead letters, where an operator looks: commit,
 * then delete. The queues are the net below the runtime and should be empty.
 */
public final class NetCollector implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(NetCollector.class);

    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    private final Queue deadLetterQueue;
    private final Queue undeliveredQueue;
    private final TransactionOperations<Connection> transactions;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final Duration interval;
    private final CloudEventFormat format = new CloudEventFormat();
    private final Thread loop = Thread.ofVirtual().name("net-collector").unstarted(this::run);

    /** @param interval between two looks at the nets */
    public NetCollector(
            Queue deadLetterQueue,
            Queue undeliveredQueue,
            TransactionOperations<Connection> transactions,
            DeadLetters deadLetters,
            Clock clock,
            Duration interval) {
        this.deadLetterQueue = deadLetterQueue;
        this.undeliveredQueue = undeliveredQueue;
        this.transactions = transactions;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.interval = interval;
    }

    @Override
    public void start() {
        loop.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                collect(deadLetterQueue, Reason.RECEIVE_LIMIT);
                collect(undeliveredQueue, Reason.UNDELIVERED);
            } catch (Exception e) { // Micronaut lets an SQLException through as it is.
                LOG.error("Dead letters could not be collected, it is tried again in {}: {}", interval, e.toString());
            }
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void collect(Queue net, Reason reason) {
        for (var messages = receive(net); !messages.isEmpty(); messages = receive(net)) {
            var batch = messages;
            for (var message : batch) { // One by one: a message that can't be stored keeps no other back.
                transactions.executeWrite(status -> {
                    deadLetters.store(status.getConnection(), letter(message, reason));
                    return true;
                });
            }
            net.delete(batch.stream().map(ReceivedMessage::receipt).toList());
            LOG.error("{} dead letters collected from {}, reason={}", batch.size(), net.name(), reason);
        }
    }

    private static List<ReceivedMessage> receive(Queue net) {
        return net.receive(Queue.MAX_BATCH, Duration.ZERO, VISIBILITY);
    }

    private DeadLetter letter(ReceivedMessage message, Reason reason) {
        var event = read(message.body());
        var key = event.map(e -> new EventKey(EventKey.NO_HANDLER, e.source(), e.id()))
                .orElseGet(() -> new EventKey(EventKey.NO_HANDLER, "sqs", message.id()));
        return new DeadLetter(
                key,
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
        loop.interrupt();
    }
}
