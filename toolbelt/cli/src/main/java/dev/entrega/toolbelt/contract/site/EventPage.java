package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.catalogue.Participant;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of an event with all its major versions.
 *
 * @param gap        what is not known of services; empty if nothing is missing
 * @param name       noun and action, e.g. {@code order.placed}
 * @param versions   the newest first
 * @param comparison null if there is one version only
 * @param graph      its surroundings
 */
record EventPage(
        String system,
        String gap,
        String name,
        Noun noun,
        List<Version> versions,
        @Nullable Comparison comparison,
        List<String> publishers,
        List<String> handlers,
        boolean servicesKnown,
        Graph graph) {

    static final String FOLDER = "events/";

    /** @param contracts of one noun and action, the oldest first */
    static EventPage of(Catalogue catalogue, String gap, History history, List<Contract> contracts) {
        List<Version> versions = new ArrayList<>();
        for (int i = contracts.size() - 1; i >= 0; i--) {
            versions.add(Version.of(catalogue, history, contracts.subList(0, i + 1), i == contracts.size() - 1));
        }
        var newest = contracts.getLast();
        String name = newest.name().noun() + "." + newest.name().action();
        var plain = new EventPage(
                catalogue.title(),
                gap,
                name,
                newest.noun(),
                versions,
                versions.size() < 2 ? null : Comparison.of(versions),
                names(contracts, catalogue, true),
                names(contracts, catalogue, false),
                !catalogue.services().isEmpty(),
                Graph.NONE);
        return plain.with(Graph.of(catalogue, List.of(plain), ""));
    }

    private EventPage with(Graph drawn) {
        return new EventPage(system, gap, name, noun, versions, comparison, publishers, handlers, servicesKnown, drawn);
    }

    private static List<String> names(List<Contract> contracts, Catalogue catalogue, boolean publishers) {
        return contracts.stream()
                .flatMap(contract -> (publishers
                                ? catalogue.publishersOf(contract.name())
                                : catalogue.handlersOf(contract.name()))
                        .stream())
                .map(Participant::name)
                .distinct()
                .sorted()
                .toList();
    }

    String file() {
        return name + ".html";
    }

    String path() {
        return FOLDER + file();
    }

    String description() {
        return versions.getFirst().description();
    }

    boolean isDeprecated() {
        return versions.getFirst().deprecated();
    }

    /** What a search for it may be typed as, in lower case. */
    String words() {
        return Stream.of(
                        Stream.of(name, noun.owner(), noun.description(), description()),
                        versions.stream().map(version -> version.type().toString()),
                        versions.stream()
                                .flatMap(
                                        version -> version.properties().stream().map(Property::path)),
                        publishers.stream(),
                        noun.publishers().stream(),
                        handlers.stream(),
                        versions.stream()
                                .flatMap(version -> version.handlers().stream().map(Reader::handler)))
                .flatMap(each -> each)
                .distinct()
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }
}
