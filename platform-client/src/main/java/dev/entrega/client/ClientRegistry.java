package dev.entrega.client;

import dev.entrega.messaging.Origins;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.HttpClientRegistry;
import io.micronaut.http.client.HttpVersionSelection;
import io.micronaut.http.client.LoadBalancer;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.inject.InjectionPoint;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Micronaut's declarative clients get what sends their requests: those that name an upstream, a client with its
 * policies; those that give a URL, Micronaut's own. Thread-safe.
 */
@Primary
@Singleton
final class ClientRegistry implements HttpClientRegistry<HttpClient> {

    /** An attempt ends by its own deadline, which counts to the last byte; the transport's would only end it sooner. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final BeanContext beans;
    private final Upstreams upstreams;
    private final Origins origins;
    private final HttpClientConfiguration common;
    private final Supplier<HttpClientRegistry<?>> others;
    private final Map<String, HttpClient> transports = new ConcurrentHashMap<>();

    /** Micronaut asks for one with every call. */
    private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();

    /** @param path as the client says it */
    private record Key(Upstream upstream, String path) {}

    /** @param common what is configured for all of Micronaut's clients, as certificates or a proxy */
    ClientRegistry(BeanContext beans, Upstreams upstreams, Origins origins, DefaultHttpClientConfiguration common) {
        this.beans = beans;
        this.upstreams = upstreams;
        this.origins = origins;
        this.common = common;
        this.others = SupplierUtil.memoized(this::others);
    }

    @Override
    public HttpClient getClient(AnnotationMetadata client) {
        return client.stringValue(Client.class)
                .flatMap(upstreams::find)
                .map(upstream -> new Key(
                        upstream, client.stringValue(Client.class, "path").orElse("")))
                .map(key -> clients.computeIfAbsent(key, this::client))
                .orElseGet(() -> others.get().getClient(client));
    }

    private HttpClient client(Key key) {
        var transport = transports.computeIfAbsent(key.upstream().name(), name -> transport(key.upstream()));
        String path = key.path().replaceAll("^/+|/+$", "");
        return new UpstreamClient(
                new UpstreamCalls(key.upstream(), path.isEmpty() ? "" : "/" + path, transport, origins));
    }

    private HttpClient transport(Upstream upstream) {
        // Every request says itself where it goes.
        var first = Locations.plain(upstream.settings().instances().getFirst());
        var configuration = new TransportConfiguration(common);
        configuration.setConnectTimeout(upstream.settings().connectTimeout());
        configuration.setReadTimeout(NEVER);
        configuration.setExceptionOnErrorStatus(false);
        configuration.setFollowRedirects(false);
        configuration.setAlpnModes(List.of(HttpVersionSelection.ALPN_HTTP_1));
        return beans.createBean(
                HttpClient.class, Map.of("loadBalancer", LoadBalancer.fixed(first), "configuration", configuration));
    }

    /** Micronaut's own. */
    private HttpClientRegistry<?> others() {
        return beans.getBeansOfType(HttpClientRegistry.class).stream()
                .filter(registry -> registry != this)
                .findFirst()
                .orElseThrow();
    }

    @PreDestroy
    void close() {
        transports.values().forEach(HttpClient::close);
    }

    /** What is configured for all, to be changed for one. */
    private static final class TransportConfiguration extends HttpClientConfiguration {
        private final ConnectionPoolConfiguration pool;

        TransportConfiguration(HttpClientConfiguration common) {
            super(common);
            this.pool = common.getConnectionPoolConfiguration();
        }

        @Override
        public ConnectionPoolConfiguration getConnectionPoolConfiguration() {
            return pool;
        }
    }

    @Override
    public HttpClient getClient(HttpVersionSelection version, String client, @Nullable String path) {
        return others.get().getClient(version, client, path);
    }

    @Override
    public HttpClient resolveClient(
            @Nullable InjectionPoint<?> point,
            @Nullable LoadBalancer balancer,
            @Nullable HttpClientConfiguration configuration,
            BeanContext context) {
        return others.get().resolveClient(point, balancer, configuration, context);
    }

    @Override
    public void disposeClient(AnnotationMetadata client) {
        others.get().disposeClient(client);
    }
}
