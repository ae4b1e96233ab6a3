package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What things are called in Java and SQL, after what they are called by people.
 *
 * @param service as {@code stock-service}
 */
record ServiceNames(String service, Kind kind) {

    /** @throws ScaffoldException if Java needs the word for itself */
    ServiceNames {
        String word = word(service);
        if (SourceVersion.isKeyword(word)) {
            throw ScaffoldException.misused(
                    "\"" + service + "\" can't name a service, since its package would be called " + word
                            + ", which is a word of Java's own: add a word, as in " + word + "-keeper");
        }
    }

    /** {@code stock} for {@code stock-service}. */
    private static String word(String service) {
        return service.replaceFirst("-(service|api)$", "").replace("-", "");
    }

    String packageWord() {
        return word(service);
    }

    /** {@code StockService}, {@code PricingService}, {@code OrdersApi}. */
    String main() {
        String suffix = kind == Kind.API ? "Api" : "Service";
        String name = camel(service);
        return name.endsWith(suffix) ? name : name + suffix;
    }

    /** {@code parcel} for {@code returns-api} has to be said; unsaid, it is {@code returns}. */
    EventName ownEvent() {
        return new EventName(service.replaceFirst("-(service|api)$", ""), "created", 1);
    }

    /** {@code order-line} becomes {@code OrderLine}. */
    static String camel(String words) {
        return Arrays.stream(words.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** {@code order_line_placed}: never a word that SQL needs for itself. */
    static String table(EventName event) {
        return (event.noun() + "_" + event.action()).replace('-', '_');
    }
}
