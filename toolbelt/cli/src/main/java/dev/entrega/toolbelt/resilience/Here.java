package dev.entrega.toolbelt.resilience;

import dev.entrega.client.DescribedUpstreams;
import dev.entrega.client.ResilienceCheck;
import dev.entrega.client.WrittenSettings;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.project.ServiceFolder;
import dev.entrega.toolbelt.terminal.Session;
import java.util.List;

/** What the working tree says of whom a service calls. */
final class Here {

    private Here() {}

    /** @throws ConfigurationException if it is no YAML */
    static WrittenSettings of(ServiceFolder service) {
        return WrittenSettings.read(service.folder().resolve("src/main/resources/resilience.yml"));
    }

    /** All that a start of the service would refuse of it, each as one line. */
    static List<String> findings(Session session, ServiceFolder service) {
        try {
            return findings(session, service, of(service));
        } catch (ConfigurationException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> findings(Session session, ServiceFolder service, WrittenSettings written) {
        try {
            var described = DescribedUpstreams.of(session.describe(service));
            return new ResilienceCheck(described.clients(), described.located()).findings(written);
        } catch (ProjectException e) { // Most likely it was built with a file that it refuses; that says where.
            var findings = ResilienceCheck.whoeverIsCalled(written).findings(written);
            if (findings.isEmpty()) {
                throw e;
            }
            return findings;
        }
    }
}
