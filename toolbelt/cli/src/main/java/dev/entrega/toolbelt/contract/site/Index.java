package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.model.Noun;
import dev.entrega.toolbelt.terminal.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page that lists all events.
 *
 * @param gap           what is not known of services; empty if nothing is missing
 * @param servicesKnown whether anybody has been asked who publishes and handles what
 */
record Index(
        String system, String gap, List<Group> groups, int events, int versions, int services, boolean servicesKnown) {

    /** The events of a noun. */
    record Group(Noun noun, List<EventPage> events) {}

    static Index of(Catalogue catalogue, String gap, List<EventPage> events) {
        Map<String, Group> groups = new LinkedHashMap<>();
        events.forEach(event -> groups.computeIfAbsent(
                        event.noun().name(), name -> new Group(event.noun(), new ArrayList<>()))
                .events()
                .add(event));
        return new Index(
                catalogue.title(),
                gap,
                List.copyOf(groups.values()),
                events.size(),
                catalogue.contracts().size(),
                catalogue.services().size(),
                !catalogue.services().isEmpty());
    }

    String count() {
        return Counted.of(events, "event") + " of " + Counted.of(groups.size(), "noun") + ", "
                + Counted.of(versions, "version") + (servicesKnown ? ", " + Counted.of(services, "service") : "");
    }
}
