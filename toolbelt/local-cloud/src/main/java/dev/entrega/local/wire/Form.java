package dev.entrega.local.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of AWS's query protocol. Lists and maps are flattened into names: {@code Tags.member.1.Key},
 * {@code Attributes.entry.2.value}, {@code Attribute.1.Name}.
 */
public record Form(Map<String, String> values) {

    /** @throws Refusal if that is no form */
    public static Form parse(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw new Refusal("MalformedQueryString", "The query string contains a syntax error");
        }
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** The items below {@code prefix.1}, {@code prefix.2}, …, in the order of their numbers, each with its own names. */
    public List<Form> items(String prefix) {
        TreeMap<Integer, Map<String, String>> items = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix + ".")) {
                String rest = name.substring(prefix.length() + 1);
                int dot = rest.indexOf('.');
                String number = dot < 0 ? rest : rest.substring(0, dot);
                if (number.chars().allMatch(Character::isDigit) && !number.isEmpty() && number.length() < 7) {
                    items.computeIfAbsent(Integer.valueOf(number), n -> new LinkedHashMap<>())
                            .put(dot < 0 ? "" : rest.substring(dot + 1), value);
                }
            }
        });
        return items.values().stream().map(Form::new).toList();
    }

    /** A list of plain values. */
    public List<String> list(String prefix) {
        List<String> list = new ArrayList<>();
        items(prefix).forEach(item -> list.add(item.get("")));
        return list;
    }

    /** A map flattened into pairs, with the names that this map gives to key and value. */
    public Map<String, String> map(String prefix, String key, String value) {
        Map<String, String> map = new LinkedHashMap<>();
        items(prefix).forEach(item -> map.put(item.get(key), item.get(value)));
        return map;
    }
}
