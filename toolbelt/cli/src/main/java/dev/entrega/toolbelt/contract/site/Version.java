package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.EventName;
import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.catalogue.Participant;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.model.Contract;
import java.util.Comparator;
import java.util.List;

/**
 * A major version of an event.
 *
 * @param topic   its topic's name, with the environment left open
 * @param samples those that are allowed first
 * @param changes how it came to be what it is, the newest first
 */
record Version(
        EventName type,
        String description,
        boolean newest,
        boolean deprecated,
        String topic,
        List<Property> properties,
        List<Sample> samples,
        List<Changes> changes,
        List<String> publishers,
        List<Reader> handlers) {

    /** @param contracts the version and those before it, the oldest first */
    static Version of(Catalogue catalogue, History history, List<Contract> contracts, boolean newest) {
        var contract = contracts.getLast();
        EventName type = contract.name();
        List<Reader> handlers = catalogue.handlersOf(type).stream()
                .flatMap(service -> service.handlersOf(type).stream().map(each -> new Reader(service.name(), each)))
                .toList();
        return new Version(
                type,
                contract.schema().path("description").asText(""),
                newest,
                contract.schema().path("deprecated").asBoolean(false),
                Catalogue.topicOf(contract),
                new PropertyReader(contract.schema())
                        .properties().stream()
                                .map(property -> property.readBy(handlers))
                                .toList(),
                contract.examples().stream()
                        .map(Sample::of)
                        .sorted(Comparator.comparing(sample -> !sample.valid()))
                        .toList(),
                Changes.of(history, contracts),
                catalogue.publishersOf(type).stream().map(Participant::name).toList(),
                handlers);
    }

    /** Whether any handler says what it reads. */
    boolean readersKnown() {
        return handlers.stream().anyMatch(Reader::saysWhatItReads);
    }

    /** Those that may read all of it. */
    List<Reader> silent() {
        return handlers.stream().filter(reader -> !reader.saysWhatItReads()).toList();
    }

    String label() {
        return "v" + type.major();
    }

    boolean hasPersonalData() {
        return properties.stream().anyMatch(Property::personal);
    }
}
