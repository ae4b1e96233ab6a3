package dev.entrega.client;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;

/** Another of the same upstream, whose paths begin alike. */
@Client(value = "partner", path = "admin/")
interface PartnerLimitsClient {

    @Get("/limits")
    PartnerClient.Invoice limits();
}
