package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The formats that the validator asserts, with strings that have them. Others only annotate. */
final class Formats {

    private static final Map<String, List<String>> SAMPLES = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "date-time",
                    List.of(
                            "2026-01-01T00:00:00Z",
                            "2026-01-01T12:30:00.123456789+01:00",
                            "2026-01-01T12:30:00." + "0".repeat(300) + "Z")),
            Map.entry("date", List.of("2026-01-01", "2024-02-29")),
            Map.entry("time", List.of("12:00:00Z", "12:00:00+01:00")),
            Map.entry("duration", List.of("P1D", "PT1H30M")),
            Map.entry("email", List.of("a@example.com", "first.last@example.org")),
            Map.entry("idn-email", List.of("a@example.com")),
            Map.entry("hostname", List.of("example.com", "a")),
            Map.entry("idn-hostname", List.of("example.com")),
            Map.entry("ipv4", List.of("127.0.0.1", "192.168.100.200")),
            Map.entry("ipv6", List.of("::1", "2001:db8::8a2e:370:7334")),
            Map.entry("uri", List.of("https://example.com/", "urn:a:b")),
            Map.entry("uri-reference", List.of("/a", "https://example.com/")),
            Map.entry("iri", List.of("https://example.com/")),
            Map.entry("iri-reference", List.of("/a")),
            Map.entry("uuid", List.of("01890a5d-ac96-774b-bcce-b302099a8057", "00000000-0000-0000-0000-000000000000")),
            Map.entry("uri-template", List.of("/a/{b}")),
            Map.entry("json-pointer", List.of("/a", "")),
            Map.entry("relative-json-pointer", List.of("0/a")),
            Map.entry("regex", List.of("a*"))));

    /** What all strings of a format match, for the formats that are that simple. */
    private static final Map<String, String> PATTERNS = Map.of(
            "date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "uuid", "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
            "ipv4", "^[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}$");

    private Formats() {}

    static boolean areKnown(String format) {
        return SAMPLES.containsKey(format);
    }

    static List<String> samples(Set<String> formats) {
        return formats.stream()
                .flatMap(format -> SAMPLES.getOrDefault(format, List.of()).stream())
                .toList();
    }

    static List<String> patterns(Set<String> formats) {
        return formats.stream().filter(PATTERNS::containsKey).map(PATTERNS::get).toList();
    }

    static boolean has(String format, String text) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("format", format);
        return new SchemaTree(schema).allows(Place.at("#"), JsonNodeFactory.instance.textNode(text));
    }
}
