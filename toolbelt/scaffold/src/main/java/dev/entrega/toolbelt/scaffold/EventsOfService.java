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
        return new EventsOfService(handled, published, published.flatMap(known::find));
    }

    List<EventName> all() {
        return Stream.concat(handled.stream(), published.stream()).toList();
    }

    /** What tables and resources are named after: what is handled by a consumer, published by an api. */
    EventName main() {
        return handled.or(() -> published).orElseThrow();
    }
}
