package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is contained in several alternatives together need not be in any of them alone: cut into the right parts, each part
 * is. The cuts are those by which people tell branches apart.
 */
final class Splitting {

    private final Alternatives inner;
    private final Alternatives outer;

    Splitting(Alternatives inner, Alternatives outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /** By the values of a required property that has a few, such as a discriminator, or by whether another is there. */
    List<Alternative> parts(Alternative alternative, JsonType type, List<Pairing> pairings) {
        if (type != JsonType.OBJECT) {
            return List.of();
        }
        for (String name : alternative.objects().required()) {
            List<JsonNode> values = few(alternative.objects().at(name));
            if (values.size() > 1) {
                return values.stream()
                        .map(value -> alternative.with(Objects.with(name, Place.constant(value))))
                        .toList();
            }
        }
        return pairings.stream()
                .flatMap(pairing -> pairing.outer().objects().required().stream())
                .filter(name -> isPresenceTold(name, alternative, pairings))
                .findFirst()
                .map(name -> List.of(
                        alternative.with(Objects.with(name, Place.NOTHING)),
                        alternative.with(Objects.requiring(Set.of(name)))))
                .orElse(List.of());
    }

    /** All values of a place, if they are few; none if they are many. */
    private List<JsonNode> few(Place place) {
        List<JsonNode> values = new ArrayList<>();
        for (Alternative each : inner.of(place)) {
            for (JsonType type : each.types()) {
                List<JsonNode> listed = each.listed(type);
                if (listed == null) {
                    return List.of();
                }
                values.addAll(listed);
            }
        }
        return values.stream().distinct().toList();
    }

    /** Whether no object can be in both, for a property that the inner has and the outer refuses whatever it holds. */
    boolean isExcluded(Pairing pairing) {
        if (pairing.type() != JsonType.OBJECT) {
            return false;
        }
        Objects mine = pairing.inner().objects();
        Objects its = pairing.outer().objects();
        for (String name : mine.required()) {
            List<JsonNode> values = few(mine.at(name));
            boolean allRefused = !values.isEmpty()
                    && values.stream().noneMatch(value -> outer.tree().allows(its.at(name), value));
            if (allRefused || outer.isEmpty(its.at(name))) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the outer alternatives excludes a property that another needs, and the inner leaves it open. */
    private static boolean isPresenceTold(String name, Alternative alternative, List<Pairing> pairings) {
        return !alternative.objects().required().contains(name)
                && !alternative.objects().at(name).schemas().contains(Place.NOTHING_FITS)
                && pairings.stream()
                        .anyMatch(pairing ->
                                pairing.outer().objects().at(name).schemas().contains(Place.NOTHING_FITS));
    }
}
