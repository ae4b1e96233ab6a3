package dev.entrega.contract.generate;

import dev.entrega.contract.EventName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Names in Java for names on the wire. */
final class JavaNames {

    /** Names of the language's own that no record component may have (JLS 8.10.1), and those of a generated record. */
    private static final Set<String> TAKEN_COMPONENTS = Set.of(
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "eventType",
            "TYPE");

    /** Types that generated code itself names; a nested type of such a name would hide it. */
    private static final Set<String> TAKEN_TYPES = Set.of(
            "BigDecimal",
            "Boolean",
            "Class",
            "Collections",
            "EventData",
            "EventType",
            "Instant",
            "JsonFormat",
            "JsonIgnoreProperties",
            "JsonInclude",
            "JsonProperty",
            "LinkedHashMap",
            "List",
            "LocalDate",
            "Long",
            "Map",
            "Nullable",
            "Object",
            "Objects",
            "Override",
            "Record",
            "Enum",
            "String");

    private JavaNames() {}

    /** {@code order.placed.v1} becomes {@code OrderPlacedV1}. */
    static String recordOf(EventName event) {
        return camel(event.noun()) + camel(event.action()) + "V" + event.major();
    }

    /** {@code line-item} becomes {@code LineItem}. */
    static String type(SchemaPlace place, String name) {
        String type = startingLikeAName(place, camel(name));
        if (TAKEN_TYPES.contains(type)) {
            throw place.error(
                    "The record's own code uses a type of the name " + type + ". Give this another name, in $defs.");
        }
        return type;
    }

    /** The name itself where Java allows it, else {@code unit-price} becomes {@code unitPrice}, {@code class} {@code class_}. */
    static String component(SchemaPlace place, String property) {
        String name = property;
        if (!SourceVersion.isIdentifier(property)) {
            String camel = startingLikeAName(place, camel(property));
            name = camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        }
        // Of one version, whichever JDK generates: the oldest that compiles what is generated.
        return SourceVersion.isKeyword(name, SourceVersion.RELEASE_17) || TAKEN_COMPONENTS.contains(name)
                ? name + "_"
                : name;
    }

    /** {@code in-transit} and {@code inTransit} become {@code IN_TRANSIT}. */
    static String constant(SchemaPlace place, String value) {
        String words = value.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").replaceAll("[^A-Za-z0-9]+", "_");
        return startingLikeAName(place, words.toUpperCase(Locale.ROOT));
    }

    private static String camel(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String startingLikeAName(SchemaPlace place, String name) {
        if (name.chars().noneMatch(Character::isLetterOrDigit)) {
            throw place.error("No Java name can be made of this name. Use letters and digits.");
        }
        return Character.isJavaIdentifierStart(name.charAt(0)) ? name : "_" + name;
    }
}
