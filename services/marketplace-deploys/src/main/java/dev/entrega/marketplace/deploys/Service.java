package dev.entrega.marketplace.deploys;

/** What is deployed. */
enum Service {
    ORDERS("orders-api", "web"),
    STOCK("stock-service", "worker");

    private final String id;
    private final String type;

    Service(String id, String type) {
        this.id = id;
        this.type = type;
    }

    /** The name of its folder. */
    String id() {
        return id;
    }

    /** The process type that works. */
    String type() {
        return type;
    }
}
