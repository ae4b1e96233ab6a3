package dev.entrega.toolbelt.contract;

import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.project.ServiceFolder;
import dev.entrega.toolbelt.terminal.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes and who reads what, as the services of the project declare it.
 *
 * @param unknown services that could not be asked, with the reason
 */
record Readers(List<Reader> readers, List<Publishing> publishers, List<String> unknown) {

    /**
     * A handler and one version that it takes.
     *
     * @param type  as {@code order.placed.v1}
     * @param reads paths of the data, as <code>/lines/*&#47;sku</code>; null if its process doesn't say, so that it may be all
     */
    record Reader(
            String service,
            String handler,
            String type,
            String className,
            @Nullable List<String> reads) {

        String name() {
            return service + "/" + handler;
        }

        /** Whether it reads what is there, something below it or the whole of it. */
        boolean reads(String path) {
            return reads == null || path.isEmpty() || reads.stream().anyMatch(read -> isWithin(read, path));
        }

        private static boolean isWithin(String read, String path) {
            return read.equals(path) || read.startsWith(path + "/");
        }
    }

    /** A service and a version that it publishes. */
    record Publishing(String service, String type) {}

    /** Asks every service of the project that is built; none if the user stands in no project. */
    static Readers of(Session session) {
        List<ServiceFolder> services;
        try {
            services = session.project().services();
        } catch (ProjectException e) {
            return new Readers(List.of(), List.of(), List.of());
        }
        var readers = new ArrayList<Reader>();
        var publishers = new ArrayList<Publishing>();
        var unknown = new ArrayList<String>();
        services.parallelStream()
                .filter(service -> service.procfile().describe().isPresent())
                .map(service -> asked(session, service))
                .toList()
                .forEach(answer -> {
                    if (answer.description() == null) {
                        unknown.add(answer.failure());
                    } else {
                        add(answer.description(), readers, publishers);
                    }
                });
        readers.sort(Comparator.comparing(Reader::name).thenComparing(Reader::type));
        return new Readers(List.copyOf(readers), List.copyOf(publishers), List.copyOf(unknown));
    }

    private record Answer(@Nullable ServiceDescription description, String failure) {}

    private static Answer asked(Session session, ServiceFolder service) {
        try {
            return new Answer(session.describe(service), "");
        } catch (ProjectException e) {
            return new Answer(null, String.valueOf(e.getMessage()));
        }
    }

    private static void add(ServiceDescription service, List<Reader> readers, List<Publishing> publishers) {
        service.handlers()
                .forEach(handler -> readers.add(new Reader(
                        service.service(), handler.name(), handler.type(), handler.className(), handler.reads())));
        service.publishes().forEach(published -> publishers.add(new Publishing(service.service(), published.type())));
    }

    /** Those of a version, {@code order.placed.v1}. */
    List<Reader> of(String type) {
        return readers.stream().filter(reader -> reader.type().equals(type)).toList();
    }

    List<String> publishersOf(String type) {
        return publishers.stream()
                .filter(publishing -> publishing.type().equals(type))
                .map(Publishing::service)
                .sorted()
                .toList();
    }

    /** The names of those that read one of these places of a version's data. */
    List<String> hit(String type, Set<String> paths) {
        var names = new TreeSet<String>();
        of(type).stream()
                .filter(reader -> paths.stream().anyMatch(reader::reads))
                .map(Reader::name)
                .forEach(names::add);
        return List.copyOf(names);
    }
}
