package dev.entrega.messaging.runtime;

import dev.entrega.messaging.CommandWorker;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.ServiceCommand;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.outbox.OutboxRelay;
import dev.entrega.messaging.outbox.OutboxTable;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that does one thing of its service, sends what that has published, and ends. */
@Singleton
final class CommandProcess {

    private static final Logger LOG = LoggerFactory.getLogger(CommandProcess.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Service service;
    private final Preparation preparation;
    private final List<ServiceCommand> commands;
    private final BeanProvider<OutboxRelay> relay;
    private final BeanProvider<CommandWorker> workers;
    private final BeanProvider<Transactions> transactions;
    private final OutboxTable outbox;

    CommandProcess(
            Service service,
            Preparation preparation,
            List<ServiceCommand> commands,
            BeanProvider<OutboxRelay> relay,
            BeanProvider<CommandWorker> workers,
            BeanProvider<Transactions> transactions,
            OutboxTable outbox) {
        this.service = service;
        this.preparation = preparation;
        this.commands = commands;
        this.relay = relay;
        this.workers = workers;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** The command of that word, if a module of this service brings it. */
    Optional<ServiceCommand> find(String word) {
        return commands.stream().filter(command -> command.word().equals(word)).findFirst();
    }

    void run(ServiceCommand command, List<String> arguments) {
        preparation.atStart();
        var along = workers.stream().toList();
        along.forEach(Worker::start);
        try {
            command.run(arguments);
            if (relay.isPresent()) {
                awaitSent();
            }
        } finally {
            along.reversed().forEach(Worker::stop);
        }
    }

    /** What is not sent by then is in the outbox, for the relay of any other process. */
    private void awaitSent() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!transactions.get().write(outbox::isSent)) {
                if (System.nanoTime() > end) {
                    throw new MessagingException("not all that " + service.name() + " has published is sent after "
                            + PATIENCE.toSeconds() + " s; it waits in the outbox for the next process of the service");
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("{} was told to end before all was sent; the rest waits in the outbox", service.name());
        }
    }
}
