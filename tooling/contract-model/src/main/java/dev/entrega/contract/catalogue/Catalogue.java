package dev.entrega.contract.catalogue;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Contracts, and who publishes and handles their events as far as that is known.
 *
 * @param title     the system's name, for people
 * @param contracts in the order of noun, action and version
 * @param services  in the order of their names; empty if nobody has asked them
 */
public record Catalogue(String title, List<Contract> contracts, List<Participant> services) {

    static final Comparator<EventName> ORDER = Comparator.comparing(EventName::noun)
            .thenComparing(EventName::action)
            .thenComparingInt(EventName::major);

    public Catalogue {
        contracts = contracts.stream()
                .sorted(Comparator.comparing(Contract::name, ORDER))
                .toList();
        services = services.stream()
                .sorted(Comparator.comparing(Participant::name))
                .toList();
    }

    /**
     * What one service has to do with: its contracts, and nobody else.
     *
     * @throws ContractException if it is not among the services
     */
    public Catalogue of(String service) {
        Participant participant = services.stream()
                .filter(each -> each.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new ContractException("There is no service " + service + " here. Name one of "
                        + services.stream().map(Participant::name).toList() + "."));
        Set<EventName> types = participant.types();
        return new Catalogue(
                service,
                contracts.stream()
                        .filter(contract -> types.contains(contract.name()))
                        .toList(),
                List.of(participant));
    }

    /** Who publishes events of a type and version. */
    public List<Participant> publishersOf(EventName type) {
        return services.stream()
                .filter(service -> service.publishes().contains(type))
                .toList();
    }

    /** Who handles them. */
    public List<Participant> handlersOf(EventName type) {
        return services.stream()
                .filter(service -> !service.handlersOf(type).isEmpty())
                .toList();
    }

    /** What its topic is called, with <code>{env}</code> for the environment, e.g. <code>{env}_order_placed_v1</code>. */
    public static String topicOf(Contract contract) {
        return TopicNames.topic(contract);
    }

    /** Whether a type is of a noun whose events keep their order, as far as it has a contract here. */
    boolean isOrdered(EventName type) {
        return contracts.stream()
                .anyMatch(contract ->
                        contract.name().equals(type) && contract.noun().ordered());
    }

    /** The newest major version of what happened, among those that have a contract. */
    public EventName newestOf(EventName type) {
        return contracts.stream()
                .map(Contract::name)
                .filter(name -> name.noun().equals(type.noun()) && name.action().equals(type.action()))
                .max(ORDER)
                .orElse(type);
    }

    /** Types that services name and that have no contract here, e.g. because another system owns them. */
    public Set<EventName> foreign() {
        Set<EventName> known = contracts.stream().map(Contract::name).collect(Collectors.toSet());
        return services.stream()
                .flatMap(service -> Stream.concat(
                        service.publishes().stream(), service.handles().stream().map(Participant.Handling::type)))
                .filter(type -> !known.contains(type))
                .sorted(ORDER)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
