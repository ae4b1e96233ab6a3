package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Gap.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alternative of the inner schema held against one of the outer, for values of one type.
 *
 * @param innerPlace where the inner alternative holds
 * @param outerPlace where the outer alternative holds
 */
record Pairing(JsonType type, Alternative inner, Alternative outer, Place innerPlace, Place outerPlace) {

    Gap gap(Kind kind, String keyword, @Nullable JsonNode witness) {
        return new Gap(
                kind,
                keyword,
                List.of(),
                sources(inner, innerPlace),
                sources(outer, outerPlace),
                witness,
                witness == null ? "no value could be made that shows what '" + keyword + "' refuses" : "");
    }

    Gap unclear(String keyword, String reason) {
        return new Gap(
                Kind.UNCLEAR, keyword, List.of(), sources(inner, innerPlace), sources(outer, outerPlace), null, reason);
    }

    static Set<String> sources(Alternative alternative, Place place) {
        return alternative.sources().isEmpty() ? place.schemas() : alternative.sources();
    }
}
