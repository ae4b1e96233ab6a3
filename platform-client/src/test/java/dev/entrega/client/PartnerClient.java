package dev.entrega.client;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.CookieValue;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** As a service would write it. */
@Client("partner")
interface PartnerClient {

    /** What the partner keeps. */
    @Introspected
    record Invoice(int number) {}

    @Get("/invoices/{number}")
    Invoice invoice(int number);

    @Get("/invoices")
    HttpResponse<Invoice> search(@QueryValue String buyer);

    @Get("/invoices/last")
    Optional<Invoice> last();

    @Get("/invoices/last")
    CompletableFuture<Invoice> later();

    @Get("/invoices/last")
    HttpResponse<Invoice> withCookie(@CookieValue String session);

    @Get("/invoices/last")
    Invoice correlated(@Header("X-Correlation-Id") String correlation);

    @Delete("/invoices/{number}")
    void cancel(int number);

    @Post("/invoices")
    HttpResponse<Invoice> place(@Body Invoice invoice);

    @Post("/invoices")
    HttpResponse<Invoice> placeOnce(@Body Invoice invoice, @Header("Idempotency-Key") String key);
}
