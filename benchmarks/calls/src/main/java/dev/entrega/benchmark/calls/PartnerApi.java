package dev.entrega.benchmark.calls;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;

/** Who is called. */
@Client("partner")
interface PartnerApi {

    @Get("/answer")
    void answer();
}
