package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import dev.entrega.contract.generate.RecordExpression;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What templates are filled with. */
record Words(Place place, ServiceNames names, EventsOfService events, String version, int port) {

    Map<String, String> all() {
        var words = new HashMap<String, String>();
        boolean api = names.kind() == Kind.API;
        words.put("service", names.service());
        words.put("runtime", names.kind().runtime());
        words.put("process", names.kind().process());
        words.put("version", version);
        words.put("port", Integer.toString(port));
        words.put("main", names.main());
        words.put("package", place.packageName());
        words.put("packageFolder", place.packageName().replace('.', '/'));
        words.put("contracts", place.contractsPackage());
        words.put("needsMore", api ? "; `PORT` says where it answers, and `OAUTH_ISSUER` whose tokens are good" : "");
        EventName main = events.main();
        words.put("ask", api ? ask(main) : "");
        words.put("table", ServiceNames.table(main));
        words.put("noun", main.noun());
        words.put("Noun", ServiceNames.camel(main.noun()));
        words.put("does", does(main));
        String handler = "Note" + ServiceNames.camel(main.noun()) + ServiceNames.camel(main.action());
        words.put("handler", handler);
        words.put("handlerName", "note-" + main.noun() + "-" + main.action());
        words.put("first", api ? ServiceNames.camel(main.noun()) + "Controller" : handler);
        events.handled().ifPresent(event -> words.put("onRecord", RecordExpression.recordName(event)));
        events.published().ifPresent(event -> putPublished(words, event));
        return words;
    }

    private String ask(EventName main) {
        return """

            While it runs:
            ```
            token=$(curl -s -u dev:dev -d 'grant_type=client_credentials&scope=%2$ss:write' localhost:4567/token | cut -d'"' -f4)
            curl -i http://localhost:%1$d/%2$ss -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \\
                -H 'Idempotency-Key: 1' -d '{"reference": "R-1"}'
            ```
            Sent again with the same key it is answered with 304, and does nothing.
            """.formatted(port, main.noun());
    }

    private String does(EventName main) {
        return names.kind() == Kind.API
                ? "Takes what clients ask for, keeps it, and publishes " + main + "."
                : "Notes each " + main
                        + events.published()
                                .map(published -> " and publishes " + published + ".")
                                .orElse(".");
    }

    private void putPublished(Map<String, String> words, EventName event) {
        words.put("publishedRecord", RecordExpression.recordName(event));
        String reference = names.kind() == Kind.API ? "request.reference()" : "event.subject()";
        var data = events.publishedContract()
                .map(contract -> RecordExpression.of(
                        contract,
                        contract.examples().stream()
                                .filter(example -> example.valid())
                                .findFirst()
                                .orElseThrow(() -> ScaffoldException.refused(contract.name()
                                        + " has no valid example to publish: add valid.json to its examples"))
                                .data()));
        words.put(
                "publishedData",
                data.map(RecordExpression::code)
                        .orElse("new " + RecordExpression.recordName(event) + "(" + reference + ", null)"));
        words.put(
                "publishedImports",
                data.stream()
                        .flatMap(expression -> expression.imports().stream())
                        .map(type -> "import " + type + ";\n")
                        .collect(Collectors.joining()));
    }
}
