package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InstancesTest {

    private static final long NEXT = Instances.BETWEEN_LOOKUPS.toNanos();

    private final AtomicReference<List<String>> name = new AtomicReference<>(List.of("10.0.0.1", "10.0.0.2"));
    private long now;

    @Test
    void aRetryGoesWhereTheCallHasNotFailedYet() {
        var instances = instances("http://one:1", "http://two:2");
        var tried = instances.choose(Set.of(), 0);
        var other = instances.choose(Set.of(tried), 0);
        for (int i = 0; i < 10; i++) {
            other.begin();
        }

        assertThat(other).isNotSameAs(tried);
        assertThat(instances.choose(Set.of(), 0)).as("it has less to do").isSameAs(tried);
        assertThat(instances.choose(Set.of(tried), 0)).isSameAs(other);
        assertThat(instances.choose(Set.of(tried, other), 0))
                .as("all have failed")
                .isSameAs(tried);
    }

    @Test
    void allAddressesOfANameAreInstancesAndThoseThatStayKeepWhatIsKnownOfThem() {
        var instances = instances("dns+http://broker.internal:8080/v1");
        awaitUris(instances, "http://10.0.0.1:8080/v1", "http://10.0.0.2:8080/v1");
        var stays = all(instances).get(1);

        name.set(List.of("10.0.0.2", "fd00::3"));
        now += NEXT;
        awaitUris(instances, "http://10.0.0.2:8080/v1", "http://[fd00:0:0:0:0:0:0:3]:8080/v1");

        assertThat(all(instances).getFirst()).isSameAs(stays);
    }

    @Test
    void whatANameLedToStaysWhileItCannotBeLookedUp() {
        var instances = instances("dns+http://broker.internal");
        awaitUris(instances, "http://10.0.0.1", "http://10.0.0.2");
        var lookups = new CountDownLatch(2);
        lookup = host -> {
            lookups.countDown();
            throw new UnknownHostException(host);
        };

        await().until(() -> {
            now += NEXT;
            all(instances);
            return lookups.getCount() == 0; // The second begins when the first has ended.
        });

        assertThat(uris(instances)).containsExactly("http://10.0.0.1", "http://10.0.0.2");
    }

    @Test
    void noCallWaitsForALookup() {
        var answered = new CountDownLatch(1);
        lookup = host -> {
            awaitQuietly(answered);
            return addresses();
        };
        var instances = instances("dns+http://broker.internal:8080", "http://other:1");

        assertThat(uris(instances)).containsExactly("http://broker.internal:8080", "http://other:1");

        answered.countDown();
        awaitUris(instances, "http://10.0.0.1:8080", "http://10.0.0.2:8080", "http://other:1");
    }

    private volatile Locations.Lookup lookup = host -> addresses();

    private InetAddress[] addresses() throws UnknownHostException {
        var addresses = new ArrayList<InetAddress>();
        for (var address : name.get()) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses.toArray(InetAddress[]::new);
    }

    private Instances instances(String... urls) {
        var locations = new Locations(List.of(urls).stream().map(URI::create).toList(), host -> lookup.addresses(host));
        return new Instances("broker", locations, bound -> 0, now);
    }

    private void awaitUris(Instances instances, String... uris) {
        await().untilAsserted(() -> assertThat(uris(instances)).containsExactly(uris));
    }

    private List<String> uris(Instances instances) {
        return all(instances).stream()
                .map(instance -> instance.uri().toString())
                .toList();
    }

    /** In the order in which a call would try them that fails everywhere. */
    private List<Instance> all(Instances instances) {
        var tried = new LinkedHashSet<Instance>();
        while (tried.add(instances.choose(tried, now))) {}
        return List.copyOf(tried);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            var _ = latch.await(10, TimeUnit.SECONDS); // Not for ever, if it is the test that waits.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
