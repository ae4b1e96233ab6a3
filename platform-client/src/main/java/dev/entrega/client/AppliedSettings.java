package dev.entrega.client;

import dev.entrega.client.ResilienceTable.Action;
import dev.entrega.client.ResilienceTable.Change;
import dev.entrega.messaging.CommandWorker;
import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.env.Environment;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns within a second what an operator has applied in place of {@code resilience.yml}, or taken away again, and has the
 * upstreams go by it. What can't be read changes nothing. Used by one thread at a time.
 */
final class AppliedSettings implements CommandWorker {

    private static final Logger LOG = LoggerFactory.getLogger(AppliedSettings.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ResilienceTable table = new ResilienceTable();
    private final Transactions transactions;
    private final Upstreams upstreams;
    private final Clients clients;
    private final Environment environment;
    private final Loop loop =
            new Loop(Thread.ofVirtual().name("applied-settings"), INTERVAL, this::round, this::failed);
    private Settings inForce;
    private long seen;
    private boolean away;

    /** @param inForce what the upstreams go by now */
    AppliedSettings(
            Transactions transactions,
            Upstreams upstreams,
            Clients clients,
            Environment environment,
            Settings inForce) {
        this.transactions = transactions;
        this.upstreams = upstreams;
        this.clients = clients;
        this.environment = environment;
        this.inForce = inForce;
    }

    /** Before anybody is called: what is applied stays so over a start. */
    @Override
    public void start() {
        round();
        loop.start();
    }

    void round() {
        try {
            look();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void look() {
        var newest = transactions.write(table::newest);
        if (away) {
            away = false;
            LOG.info("What is applied to upstreams can be read again");
        }
        newest.filter(change -> change.id() != seen).ifPresent(this::take);
    }

    /** It is looked at once, however it ends: by itself it gets no better. */
    private void take(Change change) {
        seen = change.id();
        try {
            var settings = settings(change);
            var next = UpstreamsSettings.of(settings, clients.calls());
            var differences = SettingChanges.between(inForce.inForce(), settings.inForce());
            upstreams.change(next);
            inForce = settings;
            tell(differences, change);
        } catch (RuntimeException e) {
            LOG.warn(
                    "What {} has said of upstreams at {} can't be used, so what is in force stays: {}",
                    change.who(),
                    change.at(),
                    e.getMessage());
        }
    }

    /** Of all sources of this process: what was applied is as weak as the file. */
    private Settings settings(Change change) {
        return switch (Action.of(change.action())) {
            case RELEASE, UNDO -> Settings.of(environment.getPropertySources());
            case APPLY -> {
                var applied = WrittenSettings.parse(change.settings());
                applied.values().keySet().forEach(new KnownSettings(clients.calls())::require);
                yield Settings.of(ResilienceFile.replaced(environment, applied));
            }
        };
    }

    private static void tell(Map<String, String> differences, Change change) {
        String why = switch (Action.of(change.action())) {
            case RELEASE -> "what was applied ends with a release";
            case APPLY -> "applied by " + change.who();
            case UNDO -> "undone by " + change.who();
        };
        differences.forEach((upstream, changes) -> LOG.info("upstream {}: {} ({})", upstream, changes, why));
    }

    /** Nothing depends on it: what is in force stays so. Said once, until it can be read again. */
    private void failed(Throwable failure) {
        if (!away) {
            LOG.warn(
                    "What is applied to upstreams can't be read, what is in force stays, and it is tried again: {}",
                    failure.toString());
        }
        away = true;
    }

    @Override
    public void stop() {
        loop.stop();
    }
}
