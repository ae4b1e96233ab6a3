package dev.entrega.toolbelt;

import java.io.IOException;
import java.nio.file.Path;

/** A small system: a folder with contracts, and two services that say what they do with them. */
final class Shop {

    static final String CONTRACTS = "schemas/shop/contracts/";

    private static final String ORDERS = """
            {"service":"orders-api","environment":"ENV",
             "publishes":[{"type":"order.placed.v1","topic":"ENV_order_placed_v1"},
                          {"type":"order.placed.v2","topic":"ENV_order_placed_v2"}],
             "handlers":[],"queue":null,"database":true,"settings":[]}""";

    private static final String STOCK = """
            {"service":"stock-service","environment":"ENV",
             "publishes":[{"type":"stock.reserved.v1","topic":"ENV_stock_reserved_v1"}],
             "handlers":[{"name":"reserve-stock","type":"order.placed.v1","topic":"ENV_order_placed_v1","className":"x.Y"},
                         {"name":"reserve-stock","type":"order.placed.v2","topic":"ENV_order_placed_v2","className":"x.Y",
                          "reads":["/code","/lines/*/sku"]}],
             "queue":{"name":"ENV_stock-service","deadLetterQueue":"ENV_stock-service_dlq",
                      "undeliveredQueue":"ENV_stock-service_undelivered","visibility":"PT30S"},
             "database":true,"settings":[]}""";

    final GitRepository repository;
    final Terminal terminal;

    Shop(Path folder) throws IOException {
        repository = new GitRepository(folder);
        terminal = Terminal.withVariables(folder);
        contract("order/placed", 1, "An order was placed.", """
                "code": {"description": "A code.", "type": "string", "minLength": 1, "maxLength": 9, "pattern": "^[A-Z]+$"},
                "buyer": {"description": "Who ordered.", "type": "object", "required": ["email"], "properties":
                  {"email": {"description": "Where to write.", "type": "string", "maxLength": 99, "x-pii": true}}}""");
        contract("order/placed", 2, "An order was placed, somewhere.", """
                "code": {"description": "A code.", "type": "string", "minLength": 1, "maxLength": 9, "pattern": "^[A-Z]+$"},
                "channel": {"description": "Where.", "enum": ["web", "shop"], "x-extensible-enum": true},
                "lines": {"description": "What.", "type": "array", "maxItems": 9, "items": {"$ref": "#/$defs/line"}}""");
        contract("stock/reserved", 1, "Stock was reserved.", """
                "old": {"description": "Not needed any more.", "type": "integer", "maximum": 5, "deprecated": true}""");
        repository.write(CONTRACTS + "order/noun.yaml", "{owner: orders, description: What a buyer wants.}");
        repository.write(
                CONTRACTS + "order/placed/v1.examples/valid.json",
                "{\"code\": \"A\", \"buyer\": {\"email\": \"a@b\"}}");
        repository.write(CONTRACTS + "order/placed/v1.examples/invalid-lower-case.json", "{\"code\": \"a\"}");
        terminal.service("orders-api", ORDERS);
        terminal.service("stock-service", STOCK);
    }

    Shop contract(String event, int major, String description, String properties) throws IOException {
        repository.write(CONTRACTS + event + "/v" + major + ".schema.json", """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": "%s", "type": "object",
                 "required": [%s],
                 "properties": {%s},
                 "$defs": {"line": {"description": "Some of one article.", "type": "object", "properties":
                   {"sku": {"description": "Which article.", "type": "string", "maxLength": 40}}}}}
                """.formatted(
                        description, properties.contains("\"code\"") ? "\"code\"" : "", properties));
        return this;
    }
}
