package dev.entrega.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.uri.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of what there is more of. The request says how many and after which ({@code limit}, {@code cursor}); the answer's
 * {@code Link} header (RFC 8288, {@code rel="next"}) leads to those after, and is missing on the last page:
 *
 * <pre>{@code
 * var page = Page.of(orders.after(cursor, limit + 1), limit, Order::id);
 * return page.answer(new OrderPage(page.items()));
 * }</pre>
 *
 * Whatever else the request asked for stays in the link. Immutable, if what it holds is.
 *
 * @param items of this page, in their order
 * @param next where the next page begins; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** The name of the parameter that says after which. */
    private static final String CURSOR = "cursor";

    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of what a query has found.
     *
     * @param oneMore up to {@code limit + 1}: the last only tells that there is more
     * @param limit how many are on a page, at least 1
     * @param cursor what the next page is asked for with, made of the last on this page
     * @throws IllegalArgumentException if {@code limit} is less
     */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<? super T, String> cursor) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " has no end: it needs at least 1");
        }
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null);
        }
        var items = oneMore.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /**
     * 200 with that body, and the link to the next page.
     *
     * @throws ApiException if no request is being answered
     */
    public <B> MutableHttpResponse<B> answer(B body) {
        var answer = HttpResponse.ok(body);
        if (next != null) {
            var request = ServerRequestContext.currentRequest()
                    .orElseThrow(() -> new ApiException("a page is answered without a request that has asked for it"));
            answer.header(HttpHeaders.LINK, "<" + after(request.getUri(), next) + ">; rel=\"next\"");
        }
        return answer;
    }

    /** Without the host: a client knows it by a name of its own. */
    private static String after(URI asked, String cursor) {
        var there = UriBuilder.of(asked).replaceQueryParam(CURSOR, cursor).build();
        return there.getRawPath() + "?" + there.getRawQuery();
    }
}
