package dev.entrega.marketplace.deploys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.contract.model.ContractFolder;
import dev.entrega.marketplace.deploys.RecordedBroker.Call;
import dev.entrega.toolbelt.iam.IamPolicy;
import dev.entrega.toolbelt.iam.Place;
import dev.entrega.toolbelt.iam.Rights;
import dev.entrega.toolbelt.iam.Role;
import dev.entrega.toolbelt.project.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What services are released and run with in AWS is what they ask for, and nothing else. */
@Tag("faults")
class IamPolicyOnTheWireTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Place PLACE = new Place("aws", "*", "*");
    private static final long MEMORY = 512L * 1024 * 1024;

    /** Used where something goes wrong: a retry, a redrive, a subscription that differs or was not proved. */
    private static final Map<Role, Set<String>> SELDOM = Map.of(
            Role.RUNTIME, Set.of("sqs:ChangeMessageVisibility", "sqs:SendMessage"),
            Role.RELEASE, Set.of("sqs:ChangeMessageVisibility", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"));

    @Test
    void thePoliciesAllowWhatReleaseAndServiceAskForAndNothingElse() throws Exception {
        try (var site = Site.open(ROOT, MEMORY);
                var broker = new RecordedBroker(site.cloud().endpoint())) {
            var recorded = site.through(broker.endpoint());
            try (var stock = new Deployed(recorded, Service.STOCK);
                    var orders = new Deployed(recorded, Service.ORDERS);
                    var load = new Load(orders.address(), site.token(), 10, new Ledger())) {
                load.start();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> site.orders().number("SELECT count(*) FROM orders WHERE state = 'confirmed'") > 0);
                assertThat(stock.address()).isNotEqualTo(orders.address());
                // The second release finds what the first has made, and looks at it more closely.
                Instance.release(recorded, Service.STOCK);
                Instance.release(recorded, Service.ORDERS);
            }

            for (var service : Service.values()) {
                for (var role : Role.values()) {
                    assertFits(service, role, broker.callsOf(recorded.accessKey(service, role == Role.RELEASE)));
                }
            }
        }
    }

    private static void assertFits(Service service, Role role, Set<Call> calls) {
        var java = Path.of(System.getProperty("java.home"), "bin");
        var description = Project.find(ROOT)
                .service(service.id())
                .describe(Map.of("ENTREGA_ENV", "deploys", "PATH", java + ":/usr/bin:/bin"));
        var rights = new Rights(ContractFolder.read(ROOT.resolve("schemas/marketplace/contracts")));
        var policy = IamPolicy.of(description, rights, role, PLACE);

        assertThat(description.publishes())
                .allSatisfy(published -> assertThat(published.publishers()).contains(service.id()));

        assertThat(calls).as("calls of %s, %s", service.id(), role).isNotEmpty().allMatch(call -> allows(policy, call));
        Set<String> unused = new TreeSet<>();
        policy.statements().forEach(statement -> unused.addAll(statement.actions()));
        calls.forEach(call -> unused.remove(call.action()));
        unused.removeAll(SELDOM.getOrDefault(role, Set.of()));
        assertThat(unused)
                .as("rights of %s, %s, that nobody used", service.id(), role)
                .isEmpty();
    }

    private static boolean allows(IamPolicy policy, Call call) {
        return policy.statements().stream()
                .anyMatch(statement -> statement.actions().contains(call.action())
                        && statement.resources().stream()
                                .anyMatch(arn -> arn.equals("*")
                                        || (!call.resource().isEmpty() && arn.endsWith(":" + call.resource()))));
    }
}
