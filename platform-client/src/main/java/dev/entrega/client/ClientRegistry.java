package dev.entrega.client;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.HttpClientRegistry;
import io.micronaut.http.client.HttpVersionSelection;
import io.micronaut.http.client.LoadBalancer;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.inject.InjectionPoint;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, HttpClient> transports = new ConcurrentHashMap<>();

    ClientRegistry(BeanContext beans, Upstreams upstreams) {
        this.beans = beans;
        this.upstreams = upstreams;
    }

    @Override
    public HttpClient getClient(AnnotationMetadata client) {
        String path = client.stringValue(Client.class, "path").orElse("");
        return client.stringValue(Client.class)
                .flatMap(upstreams::find)
                .<HttpClient>map(upstream -> new UpstreamClient(new UpstreamCalls(upstream, path, transport(upstream))))
                .orElseGet(() -> others().getClient(client));
    }

    private HttpClient transport(Upstream upstream) {
        return transports.computeIfAbsent(upstream.name(), name -> {
            var configuration = new DefaultHttpClientConfiguration();
            configuration.setConnectTimeout(upstream.settings().connectTimeout());
            configuration.setReadTimeout(NEVER);
            configuration.setExceptionOnErrorStatus(false);
            return beans.createBean(
                    HttpClient.class,
                    Map.of(
                            "loadBalancer",
                            LoadBalancer.fixed(upstream.settings().instances().getFirst()),
                            "configuration",
                            configuration));
        });
    }

    /** Micronaut's own. */
    private HttpClientRegistry<?> others() {
        return beans.getBeansOfType(HttpClientRegistry.class).stream()
                .filter(registry -> registry != this)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public HttpClient getClient(HttpVersionSelection version, String client, @Nullable String path) {
        return others().getClient(version, client, path);
    }

    @Override
    public HttpClient resolveClient(
            @Nullable InjectionPoint<?> point,
            @Nullable LoadBalancer balancer,
            @Nullable HttpClientConfiguration configuration,
            BeanContext context) {
        return others().resolveClient(point, balancer, configuration, context);
    }

    @Override
    public void disposeClient(AnnotationMetadata client) {
        others().disposeClient(client);
    }
}
