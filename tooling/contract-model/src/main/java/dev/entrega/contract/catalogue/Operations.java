package dev.entrega.contract.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.EventName;
import dev.entrega.contract.catalogue.Participant.Handling;
import dev.entrega.contract.model.Contract;
import java.util.Set;
import java.util.stream.Collectors;

/** What a service does with events: it sends what it publishes, and each of its handlers receives. */
final class Operations {

    private final Catalogue catalogue;
    private final Participant service;
    private final Set<EventName> known;

    Operations(Catalogue catalogue, Participant service) {
        this.catalogue = catalogue;
        this.service = service;
        this.known = catalogue.contracts().stream().map(Contract::name).collect(Collectors.toSet());
    }

    /** Types without a contract are left out: there is no channel that an operation could stand at. */
    void addTo(ObjectNode operations) {
        service.publishes().stream()
                .filter(known::contains)
                .forEach(type -> operations.set(service.name() + ".publish." + AsyncApi.key(type), send(type)));
        service.handles().stream()
                .filter(handling -> known.contains(handling.type()))
                .forEach(handling -> operations.set(
                        service.name() + "." + handling.handler() + "." + AsyncApi.key(handling.type()),
                        receive(handling)));
    }

    private ObjectNode send(EventName type) {
        return operation("send", type, service.name() + " publishes " + type);
    }

    private ObjectNode receive(Handling handling) {
        ObjectNode operation = operation(
                "receive",
                handling.type(),
                "The handler " + handling.handler() + " of " + service.name() + " handles " + handling.type());
        operation.set(
                "bindings",
                AsyncApi.reference("#/components/operationBindings/"
                        + AsyncApi.subscription(service, catalogue.isOrdered(handling.type()))));
        operation.put("x-handler", handling.handler());
        if (handling.reads() != null) {
            handling.reads().forEach(operation.putArray("x-reads")::add);
        }
        return operation;
    }

    private ObjectNode operation(String action, EventName type, String summary) {
        String channel = "#/channels/" + AsyncApi.key(type);
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("action", action);
        operation.set("channel", AsyncApi.reference(channel));
        operation.put("summary", summary);
        operation.putArray("tags").addObject().put("name", service.name());
        operation.putArray("messages").add(AsyncApi.reference(channel + "/messages/" + AsyncApi.key(type)));
        operation.put("x-service", service.name());
        return operation;
    }
}
