package dev.entrega.client;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the next page of a list begins, as the {@code Link} header of an answer says (RFC 8288): the {@code cursor} of its
 * {@code rel="next"}.
 */
public final class NextPage {

    private static final String CURSOR = "cursor=";

    private static final Pattern LINK =
            Pattern.compile("<([^>]*+)>((?:\\s*+;\\s*+[^;,=\\s]++(?:\\s*+=\\s*+(?:\"[^\"]*+\"|[^;,\\s]*+))?+)*+)");

    private static final Pattern NEXT =
            Pattern.compile("(?i);\\s*+rel\\s*+=\\s*+(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=[;\\s]|$))");

    private NextPage() {}

    /**
     * What the next page is asked for with; empty on the last.
     *
     * @throws IllegalArgumentException if there is a next page, and its link is no URI
     */
    public static Optional<String> cursorAfter(HttpResponse<?> answer) {
        return answer.getHeaders().getAll(HttpHeaders.LINK).stream()
                .flatMap(header -> LINK.matcher(header).results())
                .filter(link -> NEXT.matcher(link.group(2)).find())
                .flatMap(link -> cursor(URI.create(link.group(1))).stream())
                .findFirst();
    }

    private static Optional<String> cursor(URI next) {
        String query = next.getRawQuery();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&", -1))
                        .filter(parameter -> parameter.startsWith(CURSOR))
                        .map(parameter ->
                                URLDecoder.decode(parameter.substring(CURSOR.length()), StandardCharsets.UTF_8))
                        .findFirst();
    }
}
