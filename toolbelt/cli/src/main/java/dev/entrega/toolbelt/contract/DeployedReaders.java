package dev.entrega.toolbelt.contract;

import dev.entrega.consumer.declaration.Declaration;
import dev.entrega.consumer.declaration.Declarations;
import dev.entrega.messaging.aws.Operations.TopicSubscription;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import dev.entrega.toolbelt.topic.Tails;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is subscribed to the topics of an environment, and what they have declared to read: each queue carries the hash of a
 * declaration, which stands in its service's database.
 */
final class DeployedReaders {

    private final Session session;
    private final Profile profile;
    private final TreeMap<String, String> topics;
    private final Map<String, DeployedReader> readersByQueue = new HashMap<>();

    DeployedReaders(Session session) {
        this.session = session;
        this.profile = session.profile();
        this.topics = new TreeMap<>(session.resources().topicArns());
    }

    /** What is behind a queue. */
    sealed interface DeployedReader {

        /** @param service whose handlers they are */
        record Declared(String service, Declaration declaration) implements DeployedReader {}

        /** @param why it can't be said what it reads */
        record Unknown(String queue, String why) implements DeployedReader {}
    }

    /** The readers of a topic; none if there is no such topic. */
    List<DeployedReader> of(String topic) {
        String arn = topics.get(topic);
        return arn == null
                ? List.of()
                : session.resources().operations().subscriptions(arn).stream()
                        .map(TopicSubscription::reader)
                        .filter(queue -> !queue.startsWith(Tails.prefix(session)))
                        .map(queue -> readersByQueue.computeIfAbsent(queue, this::read))
                        .toList();
    }

    /** The topics whose names begin so. */
    List<String> topics(String prefix) {
        return topics.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    private DeployedReader read(String queue) {
        var service = profile.databases().keySet().stream()
                .filter(name -> profile.names(name).isOfService(queue))
                .findFirst();
        if (service.isEmpty()) {
            return new DeployedReader.Unknown(
                    queue, "environment " + profile.name() + " names no service with a database that has this queue");
        }
        String hash = session.resources().queueTags(queue).get(Declaration.TAG);
        if (hash == null) {
            return new DeployedReader.Unknown(
                    queue, "it has no tag " + Declaration.TAG + ", so its service was released before there were any");
        }
        try (var connection = profile.connect(service.get())) {
            if (!PlatformTables.exists(connection, "declaration")) {
                return new DeployedReader.Unknown(queue, "the database of " + service.get() + " has no declarations");
            }
            return new Declarations()
                    .find(connection, hash)
                    .<DeployedReader>map(found -> new DeployedReader.Declared(service.get(), found))
                    .orElseGet(() -> new DeployedReader.Unknown(
                            queue,
                            "its tag names declaration " + hash + ", which the database of " + service.get()
                                    + " doesn't have"));
        } catch (SQLException e) {
            throw new ToolbeltException(
                    ExitCode.UNREACHABLE,
                    "the declarations of " + service.get() + " can't be read (" + e.getMessage()
                            + "): check its database and the rights of the user");
        }
    }
}
