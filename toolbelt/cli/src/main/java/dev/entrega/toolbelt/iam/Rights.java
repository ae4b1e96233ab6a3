package dev.entrega.toolbelt.iam;

import dev.entrega.contract.model.Contract;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.ServiceDescription.Published;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.util.List;

/**
 * Who may publish what: as the contracts say it that a service was built with, or, where its build is of a time when none
 * said so, those of the project.
 *
 * @param contracts of the project; what has none there, any service may publish
 */
public record Rights(List<Contract> contracts) {

    /** @throws ToolbeltException if it publishes what it may not */
    public void require(ServiceDescription service) {
        service.publishes().forEach(published -> {
            var allowed = allowed(published);
            if (!allowed.isEmpty() && !allowed.contains(service.service())) {
                throw new ToolbeltException(
                        ExitCode.REFUSED,
                        service.service() + " publishes " + published.type() + ", which only "
                                + String.join(", ", allowed) + " may by " + noun(published)
                                + "/noun.yaml: add " + service.service()
                                + " to the publishers there and build it with those contracts, or take the event out of"
                                + " its @Publishes");
            }
        });
    }

    private List<String> allowed(Published published) {
        var said = published.publishers();
        return said != null
                ? said
                : contracts.stream()
                        .filter(contract -> contract.name().toString().equals(published.type()))
                        .findFirst()
                        .map(contract -> contract.noun().publishers())
                        .orElse(List.of());
    }

    private static String noun(Published published) {
        return published.type().substring(0, published.type().indexOf('.'));
    }
}
