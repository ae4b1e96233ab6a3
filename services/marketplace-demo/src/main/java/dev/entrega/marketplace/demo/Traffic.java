package dev.entrega.marketplace.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The program that keeps a marketplace busy while somebody looks at it: an order every 2 s to the API that {@code
 * ORDERS_API_URL} names, now and then one again under the same key, as a client does that got no answer, every 10 s
 * another price, the shipment of a confirmed order, and an order of a partner's where {@code MARKETPLACE_WEBHOOK_URL} says
 * whom to tell. Goes on until it is ended.
 */
final class Traffic {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int SENT_AGAIN = 5;
    private static final int REPRICED = 5;
    private static final int SHIPPED = 5;
    private static final int TOLD = 5;
    private static final int USAGE = 2;

    private final OrdersClient client;
    private final @Nullable KioskClient kiosk;

    /** Of this run, so that its keys are new. */
    private final String run =
            "traffic-%06x-".formatted(ThreadLocalRandom.current().nextInt(1 << 24));

    private Traffic(OrdersClient client, @Nullable KioskClient kiosk) {
        this.client = client;
        this.kiosk = kiosk;
    }

    public static void main(String[] arguments) throws InterruptedException {
        String api = System.getenv("ORDERS_API_URL");
        if (api == null || api.isBlank()) {
            System.err.println(
                    "traffic: ORDERS_API_URL is not set, so there is nobody to order from; set it to http://HOST:PORT");
            System.exit(USAGE);
            return;
        }
        String issuer = System.getenv("OAUTH_ISSUER");
        if (issuer == null || issuer.isBlank()) {
            System.err.println(
                    "traffic: OAUTH_ISSUER is not set, so it can't say who orders; set it to the issuer's URL, with"
                            + " OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET, or to none if nobody asks");
            System.exit(USAGE);
            return;
        }
        String webhook = System.getenv("MARKETPLACE_WEBHOOK_URL");
        String secret = System.getenv("KIOSK_SECRETS");
        try (var token = new ClientToken(issuer, variable("OAUTH_CLIENT_ID"), variable("OAUTH_CLIENT_SECRET"));
                var client = new OrdersClient(URI.create(api), token);
                var kiosk = webhook == null || secret == null ? null : new KioskClient(URI.create(webhook), secret)) {
            new Traffic(client, kiosk).run();
        }
    }

    private static String variable(String name) {
        return System.getenv().getOrDefault(name, "");
    }

    private void run() throws InterruptedException {
        for (int i = 0; ; i++) {
            Plan.Order order = Plan.order(i, run);
            send(order);
            if (i % SENT_AGAIN == SENT_AGAIN - 1) {
                send(order);
            }
            if (i % REPRICED == REPRICED / 2) {
                changePrice(order.lines().getFirst().sku());
            }
            if (i % SHIPPED == SHIPPED - 1) {
                ship(run + "shipment-" + i);
            }
            if (kiosk != null && i % TOLD == TOLD - 2) {
                tell(kiosk, run + i, order.lines().getFirst().sku());
            }
            Thread.sleep(PAUSE);
        }
    }

    private static void tell(KioskClient kiosk, String id, String sku) {
        try {
            System.out.println("POST /kiosk/orders " + id + ": " + kiosk.tell(id, sku));
        } catch (IOException e) {
            System.out.println("POST /kiosk/orders " + id + ": no answer (" + e + ")");
        }
    }

    private void changePrice(String sku) {
        long amount = ThreadLocalRandom.current().nextLong(100, 10_000);
        try {
            System.out.println("PUT /products/" + sku + "/price " + amount + ": "
                    + client.changePriceOnce(sku, amount).statusCode());
        } catch (IOException e) {
            System.out.println("PUT /products/" + sku + "/price " + amount + ": no answer (" + e + ")");
        }
    }

    /** The newest that is confirmed, if any is. */
    private void ship(String key) {
        try {
            var confirmed = client.confirmedOnce();
            if (confirmed.isPresent()) {
                System.out.println("POST /orders/" + confirmed.get() + "/shipment: "
                        + client.shipOnce(key, confirmed.get()).statusCode());
            }
        } catch (IOException e) {
            System.out.println("POST /orders/…/shipment " + key + ": no answer (" + e + ")");
        }
    }

    private void send(Plan.Order order) {
        try {
            System.out.println("POST /orders " + order.key() + ": "
                    + client.placeOnce(order.key(), order.body()).statusCode());
        } catch (IOException e) {
            System.out.println("POST /orders " + order.key() + ": no answer (" + e + ")");
        }
    }
}
