package dev.entrega.marketplace.backoffice;

import io.micronaut.http.uri.UriBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * How fresh a page is that updates itself, and where it asks for news. All that is known of a page is in that address, so that
 * any process of the service can answer.
 *
 * @param path that answers with news
 * @param parameters by which the page was found; one without a value is left out
 * @param seen a mark of what the page shows
 * @param at when that was what {@code orders-api} said
 * @param stale whether it is known that {@code orders-api} doesn't answer since
 */
record Freshness(String path, Map<String, String> parameters, String seen, Instant at, boolean stale) {

    Freshness {
        parameters = Map.copyOf(parameters);
    }

    static Freshness fresh(String path, Map<String, String> parameters, String seen, Instant at) {
        return new Freshness(path, parameters, seen, at, false);
    }

    /** The same page, of which it has become known that it may be out of date. */
    static Freshness stale(String path, Map<String, String> parameters, String seen, long at) {
        return new Freshness(path, parameters, seen, Instant.ofEpochMilli(at), true);
    }

    String address() {
        UriBuilder address = UriBuilder.of(URI.create(path));
        parameters.forEach(address::queryParam);
        return address.queryParam("seen", seen)
                .queryParam("at", at.toEpochMilli())
                .queryParam("stale", stale)
                .build()
                .toString();
    }
}
