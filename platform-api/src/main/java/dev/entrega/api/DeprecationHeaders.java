package dev.entrega.api;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpHeaders;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@link Deprecation} as HTTP says it.
 *
 * @param deprecation a date of RFC 9651, as RFC 9745 wants it: {@code @} and seconds since 1970
 * @param sunset a date of RFC 9110, as RFC 8594 wants it
 * @param link of the relation {@code deprecation}
 */
record DeprecationHeaders(String deprecation, Optional<String> sunset, Optional<String> link) {

    /** With two digits for each day; the JDK's own RFC_1123_DATE_TIME has one for the first nine. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /**
     * @param where the operation's name, for who is told of a mistake
     * @throws ConfigurationException if a date or the link is none, or the sunset is before the deprecation
     */
    static DeprecationHeaders of(AnnotationValue<Deprecation> said, String where) {
        var since = day(said.stringValue("since").orElse(""), "since", where);
        var sunset = said.stringValue("sunset").filter(text -> !text.isEmpty()).map(text -> day(text, "sunset", where));
        if (sunset.isPresent() && sunset.get().isBefore(since)) {
            throw refused(where, "its sunset is before the deprecation", "set sunset to a later day");
        }
        return new DeprecationHeaders(
                "@" + since.toEpochSecond(),
                sunset.map(HTTP_DATE::format),
                said.stringValue("link").filter(text -> !text.isEmpty()).map(text -> link(text, where)));
    }

    private static ZonedDateTime day(String text, String member, String where) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw refused(where, member + " \"" + text + "\" is no day", "write it as 2026-11-01");
        }
    }

    private static String link(String text, String where) {
        try {
            return "<" + URI.create(text) + ">; rel=\"deprecation\"; type=\"text/html\"";
        } catch (IllegalArgumentException e) {
            throw refused(where, "link \"" + text + "\" is no URL", "write it as https://example.org/changes");
        }
    }

    private static ConfigurationException refused(String where, String problem, String remedy) {
        return new ConfigurationException("@Deprecation of " + where, problem, remedy);
    }

    /** Beside what the operation says itself. */
    void addTo(MutableHttpHeaders headers) {
        headers.set("Deprecation", deprecation);
        sunset.ifPresent(date -> headers.set("Sunset", date));
        link.ifPresent(its -> headers.add(HttpHeaders.LINK, its));
    }
}
