package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The events that a service is about.
 *
 * @param handled by a consumer
 * @param published by it; by an api in any case
 * @param publishedContract of the published one, if it is known already
 */
record EventsOfService(
        Optional<EventName> handled, Optional<EventName> published, Optional<Contract> publishedContract) {

    static EventsOfService read(ContractSource known, ServiceRequest wanted, ServiceNames names) {
        var handled = Optional.ofNullable(wanted.on()).map(typed -> known.named("--on", typed));
        var published = Optional.ofNullable(wanted.publishes())
                .map(typed -> known.named("--publishes", typed))
                .or(() -> wanted.kind() == Kind.API ? Optional.of(names.ownEvent()) : Optional.empty());
        if (handled.isPresent() && handled.equals(published)) {
            throw ScaffoldException.misused("--on and --publishes are both " + wanted.on()
                    + ", so that the service would answer itself for ever: publish another type");
        }
        published.ifPresent(event -> requireRight(known, wanted.name(), event));
        return new EventsOfService(handled, published, published.flatMap(known::find));
    }

    /** Or it would be made and then not start. */
    private static void requireRight(ContractSource known, String service, EventName event) {
        known.contracts().stream()
                .filter(contract -> contract.name().noun().equals(event.noun()))
                .findFirst()
                .filter(contract -> !contract.noun().mayBePublishedBy(service))
                .ifPresent(contract -> {
                    throw ScaffoldException.misused("--publishes is " + event + ", which only "
                            + String.join(", ", contract.noun().publishers()) + " may: add " + service
                            + " to the publishers in "
                            + contract.file().resolveSibling("../noun.yaml").normalize()
                            + " first, or publish another type");
                });
    }

    List<EventName> all() {
        return Stream.concat(handled.stream(), published.stream()).toList();
    }

    /** What tables and resources are named after: what is handled by a consumer, published by an api. */
    EventName main() {
        return handled.or(() -> published).orElseThrow();
    }
}
