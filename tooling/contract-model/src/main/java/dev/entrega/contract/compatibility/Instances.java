package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.compatibility.Arrays.Among;
import dev.entrega.contract.pattern.UnsupportedPatternException;
import dev.entrega.contract.pattern.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values that fulfil schemas, as small as they come. What it makes is a proposal: only the validator knows. */
final class Instances {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_ARRAY = 2000;

    private final Alternatives alternatives;
    private final boolean complete;
    private final Map<Place, JsonNode> known = new HashMap<>();
    private final Set<Place> busy = new HashSet<>();

    Instances(Alternatives alternatives) {
        this(alternatives, false);
    }

    /** @param complete whether objects have their optional properties too */
    Instances(Alternatives alternatives, boolean complete) {
        this.alternatives = alternatives;
        this.complete = complete;
    }

    /** A value for a place; null if none was found. */
    @Nullable
    JsonNode least(Place place) {
        JsonNode value = known.get(place);
        if (value == null && busy.add(place)) { // what needs itself has no least value on this way
            value = values(place, 1).stream().findFirst().orElse(null);
            busy.remove(place);
            if (value != null) {
                known.put(place, value);
            }
        }
        return value;
    }

    @Nullable
    JsonNode least(Alternative alternative, JsonType type) {
        return some(alternative, type, 1).stream().findFirst().orElse(null);
    }

    private List<JsonNode> values(Place place, int count) {
        List<JsonNode> found = new ArrayList<>();
        for (Alternative alternative : alternatives.of(place)) {
            for (JsonType type : alternative.types()) {
                // null would be the least of all, and shows the least
                if (type == JsonType.NULL && alternative.types().size() > 1 && count == 1) {
                    continue;
                }
                for (JsonNode value : some(alternative, type, count)) {
                    if (alternatives.tree().allows(place, value)) {
                        found.add(value);
                        if (found.size() >= count) {
                            return found;
                        }
                    }
                }
            }
        }
        if (found.isEmpty() && alternatives.tree().allows(place, JSON.nullNode())) {
            found.add(JSON.nullNode());
        }
        return found;
    }

    /** Different values of a type, about as many as asked for, if there are. */
    List<JsonNode> some(Alternative alternative, JsonType type, int count) {
        List<JsonNode> listed = alternative.listed(type);
        if (listed != null) {
            return listed;
        }
        return switch (type) {
            case NUMBER -> numbers(alternative.numbers(), count);
            case STRING -> strings(alternative.strings(), count);
            case ARRAY -> arrays(alternative, count);
            case OBJECT -> objects(alternative, count);
            default -> List.of();
        };
    }

    private static List<JsonNode> numbers(Numbers numbers, int count) {
        Set<JsonNode> found = new LinkedHashSet<>();
        numbers.samples(Numbers.ALL).forEach(value -> found.add(Values.number(value)));
        for (int i = 0; found.size() < count && i < count * 2; i++) {
            BigDecimal step = numbers.step() == null ? BigDecimal.ONE : numbers.step();
            BigDecimal origin = numbers.lower() != null ? numbers.lower().value() : BigDecimal.ZERO;
            BigDecimal value = origin.add(step.multiply(BigDecimal.valueOf(i)));
            if (numbers.contains(value)) {
                found.add(Values.number(value));
            }
        }
        return List.copyOf(found);
    }

    private static List<JsonNode> strings(Strings strings, int count) {
        List<JsonNode> found = new ArrayList<>();
        Formats.samples(strings.formats()).forEach(sample -> found.add(JSON.textNode(sample)));
        try {
            Words.find(List.copyOf(strings.patterns()), null, strings.min(), strings.max(), count)
                    .words()
                    .forEach(word -> found.add(JSON.textNode(word)));
        } catch (UnsupportedPatternException e) {
            List.of("a", "A", "0", "abc", "ABC", "123", "", "a@b", "a-b")
                    .forEach(word -> found.add(JSON.textNode(word)));
        }
        return found;
    }

    private List<JsonNode> arrays(Alternative alternative, int count) {
        List<JsonNode> found = new ArrayList<>();
        int min = alternative.arrays().min();
        add(array(alternative, min, Map.of()), found);
        for (int longer = 1; longer <= 2 && count > 1; longer++) {
            add(array(alternative, min + longer, Map.of()), found);
        }
        for (Among among : alternative.arrays().among()) {
            JsonNode item = least(among.item());
            if (item != null) {
                add(array(alternative, Math.max(min, 1), Map.of(0, item)), found);
            }
        }
        return found;
    }

    /** An array with some items given. */
    @Nullable
    JsonNode array(Alternative alternative, int length, Map<Integer, JsonNode> given) {
        Arrays arrays = alternative.arrays();
        if (length > LONGEST_ARRAY || length > arrays.max()) {
            return null;
        }
        List<JsonNode> found = new ArrayList<>();
        Set<JsonNode> used = new HashSet<>(given.values());
        for (int i = 0; i < length; i++) {
            JsonNode item = given.get(i);
            if (item == null) {
                item = arrays.unique() ? unused(arrays.at(i), used, length) : least(arrays.at(i));
            }
            if (item == null) {
                return null;
            }
            used.add(item);
            found.add(item);
        }
        ArrayNode array = JSON.arrayNode();
        found.forEach(array::add);
        return array;
    }

    private @Nullable JsonNode unused(Place place, Set<JsonNode> used, int length) {
        return values(place, length + 1).stream()
                .filter(value -> !used.contains(value))
                .findFirst()
                .orElse(null);
    }

    private List<JsonNode> objects(Alternative alternative, int count) {
        List<JsonNode> found = new ArrayList<>();
        add(object(alternative, Map.of()), found);
        if (count > 1) {
            for (String name : alternative.objects().properties().keySet()) {
                JsonNode value = least(alternative.objects().at(name));
                if (value != null) {
                    add(object(alternative, Map.of(name, value)), found);
                }
            }
            add(object(alternative, Map.of(), alternative.objects().namesTold().size()), found);
        }
        return found;
    }

    /** An object with what is required, and some properties given. */
    @Nullable
    JsonNode object(Alternative alternative, Map<String, JsonNode> given) {
        Objects objects = alternative.objects();
        int size = complete ? Math.min(objects.namesTold().size(), objects.max()) : objects.min();
        return object(alternative, given, size);
    }

    /** One with so many properties at least, as far as there are names. */
    @Nullable
    JsonNode object(Alternative alternative, Map<String, JsonNode> given, int size) {
        Objects objects = alternative.objects();
        Map<String, JsonNode> found = new TreeMap<>(given);
        List<String> needed = new ArrayList<>(objects.required());
        given.keySet().forEach(name -> needed.addAll(objects.dependent().getOrDefault(name, Set.of())));
        for (int i = 0; i < needed.size(); i++) {
            String name = needed.get(i);
            if (!found.containsKey(name)) {
                JsonNode value = least(objects.at(name));
                if (value == null) {
                    return null;
                }
                found.put(name, value);
            }
            objects.dependent().getOrDefault(name, Set.of()).stream()
                    .filter(other -> !needed.contains(other))
                    .forEach(needed::add);
        }
        fill(objects, found, size);
        ObjectNode object = JSON.objectNode();
        found.forEach(object::set);
        return object;
    }

    private void fill(Objects objects, Map<String, JsonNode> found, int size) {
        List<String> names = new ArrayList<>(objects.namesTold());
        for (int i = 0; i < Math.min(size, LONGEST_ARRAY); i++) {
            names.add("p" + i);
        }
        for (String name : names) {
            if (found.size() >= size) {
                return;
            }
            if (!found.containsKey(name) && !objects.dependent().containsKey(name)) {
                JsonNode value = least(objects.at(name));
                if (value != null) {
                    found.put(name, value);
                }
            }
        }
    }

    private static void add(@Nullable JsonNode value, List<JsonNode> found) {
        if (value != null) {
            found.add(value);
        }
    }
}
