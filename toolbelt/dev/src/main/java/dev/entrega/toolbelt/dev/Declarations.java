package dev.entrega.toolbelt.dev;

import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.ServiceDescription.ServiceQueue;
import dev.entrega.toolbelt.dev.live.KnownService;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the services have declared, each by itself. Thread-safe. */
final class Declarations {
    private final Environment environment;
    private final News news;
    private final Map<String, KnownService> known = new ConcurrentSkipListMap<>();

    Declarations(Environment environment, News news) {
        this.environment = environment;
        this.news = news;
    }

    /** Asks the service; empty, and said, if it doesn't answer. Takes a few seconds. */
    Optional<ServiceDescription> ask(ServiceFolder service) {
        try {
            return Optional.of(service.describe(environment.toDescribe(service.name())));
        } catch (ProjectException | MessagingException e) {
            news.news(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Takes over what a service says, whose handlers are subscribed by now. */
    void learn(ServiceDescription description) {
        known.compute(description.service(), (name, before) -> {
            var since = new HashMap<String, Instant>();
            for (var handler : description.handlers()) {
                Instant first = before == null ? null : before.since().get(handler.name());
                since.put(handler.name(), first == null ? Instant.now() : first);
            }
            return new KnownService(description, since);
        });
    }

    List<KnownService> services() {
        return List.copyOf(known.values());
    }

    Optional<ServiceQueue> queue(String service) {
        return Optional.ofNullable(known.get(service))
                .map(each -> each.description().queue());
    }

    Optional<String> firstHandler(String service) {
        return Optional.ofNullable(known.get(service))
                .flatMap(each ->
                        each.description().handlers().stream().findFirst().map(ServiceDescription.Handled::name));
    }

    /** As the start says it. */
    String summary() {
        var services = services().stream().map(KnownService::description).toList();
        long topics = services.stream()
                .flatMap(service -> java.util.stream.Stream.concat(
                        service.publishes().stream().map(ServiceDescription.Published::topic),
                        service.handlers().stream().map(ServiceDescription.Handled::topic)))
                .distinct()
                .count();
        long queues = services.stream().flatMap(ServiceDescription::queues).count();
        long subscriptions = services.stream()
                .mapToLong(service -> service.handlers().stream()
                        .map(ServiceDescription.Handled::topic)
                        .distinct()
                        .count())
                .sum();
        return "%d topics, %d queues, %d subscriptions".formatted(topics, queues, subscriptions);
    }
}
