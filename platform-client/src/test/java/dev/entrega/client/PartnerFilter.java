package dev.entrega.client;

import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;

/** As a service would add something to what it sends. */
@ClientFilter("/**")
final class PartnerFilter {

    static final String HEADER = "X-Filtered";

    @RequestFilter
    void mark(MutableHttpRequest<?> request) {
        request.header(HEADER, "yes");
    }
}
