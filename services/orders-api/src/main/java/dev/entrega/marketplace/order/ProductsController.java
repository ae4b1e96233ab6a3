package dev.entrega.marketplace.order;

import dev.entrega.api.Problem;
import dev.entrega.api.RefusedException;
import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to buy, and what it costs. */
@Controller("/products")
@Secured(Scopes.READ)
@ExecuteOn(TaskExecutors.BLOCKING)
@Publishes(PriceChangedV1.class)
class ProductsController {
    private static final String SKU = "[A-Z0-9-]{1,40}";

    private final Products products;
    private final Publisher publisher;

    ProductsController(Products products, Publisher publisher) {
        this.products = products;
        this.publisher = publisher;
    }

    @Get("/{sku}")
    @Transactional(readOnly = true)
    HttpResponse<Product> read(@Pattern(regexp = SKU) String sku) throws SQLException {
        return answer(products.find(sku).orElseThrow(() -> unknown(sku)));
    }

    /** A repeat sets what is already so, and changes nothing: that is why it needs no {@code Idempotency-Key}. */
    @Put("/{sku}/price")
    @Secured(Scopes.WRITE)
    @Transactional
    HttpResponse<Product> changePrice(
            @Pattern(regexp = SKU) String sku,
            @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Body @Valid ChangePrice request)
            throws SQLException {
        Product product = products.lock(sku).orElseThrow(() -> unknown(sku));
        product.tag().requireMatch(ifMatch);
        requireCurrency(product, request);
        if (product.price().equals(request.price())) {
            return answer(product);
        }
        Product changed = products.changePrice(sku, request.price());
        publisher.publish(sku, changed.priceChanged());
        return answer(changed);
    }

    /** An order has one currency, so that its lines have a sum. */
    private static void requireCurrency(Product product, ChangePrice request) {
        String own = product.price().currency();
        if (!request.currency().equals(own)) {
            throw new RefusedException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "currency-fixed",
                    "The product is sold in " + own + "; see errors.",
                    List.of(new Problem.Flaw("/currency", "must be " + own)));
        }
    }

    private static HttpResponse<Product> answer(Product product) {
        return HttpResponse.ok(product).header(HttpHeaders.ETAG, product.tag().toString());
    }

    private static RefusedException unknown(String sku) {
        return new RefusedException(HttpStatus.NOT_FOUND, "product-unknown", "There is no product " + sku + ".");
    }
}
