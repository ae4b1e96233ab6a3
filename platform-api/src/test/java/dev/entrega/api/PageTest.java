package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final List<String> THREE = List.of("a", "b", "c");

    private static String linkOf(String asked, Page<String> page) {
        return ServerRequestContext.with(HttpRequest.GET(asked), (java.util.function.Supplier<String>)
                () -> page.answer("").getHeaders().get("Link"));
    }

    @Test
    void holdsAsManyAsWereAskedForAndKnowsWhetherThereAreMore() {
        assertThat(Page.of(THREE, 2, item -> "after " + item)).isEqualTo(new Page<>(List.of("a", "b"), "after b"));
        assertThat(Page.of(THREE, 3, item -> "after " + item)).isEqualTo(new Page<>(THREE, null));
        assertThat(Page.of(List.<String>of(), 3, item -> "after " + item)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void leadsToTheNextWithAllThatWasAskedFor() {
        var page = Page.of(THREE, 2, item -> "after&" + item);

        assertThat(linkOf("/orders?limit=2&state=placed", page))
                .isEqualTo("</orders?limit=2&state=placed&cursor=after%26b>; rel=\"next\"");
        assertThat(linkOf("/orders?cursor=x&limit=2", page))
                .satisfiesAnyOf(
                        link -> assertThat(link).isEqualTo("</orders?cursor=after%26b&limit=2>; rel=\"next\""),
                        link -> assertThat(link).isEqualTo("</orders?limit=2&cursor=after%26b>; rel=\"next\""));
        assertThat(linkOf("/orders", page)).isEqualTo("</orders?cursor=after%26b>; rel=\"next\"");
        // A space may be written either way; a plus is none.
        assertThat(linkOf("/orders?name=A%20%26%20B%2BC", page))
                .isEqualTo("</orders?name=A+%26+B%2BC&cursor=after%26b>; rel=\"next\"");
    }

    @Test
    void hasNoLinkOnTheLast() {
        assertThat(Page.of(THREE, 3, item -> item).answer("").getHeaders().contains("Link"))
                .isFalse();
    }

    @Test
    void needsARoomOfOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Page.of(THREE, 0, item -> item));
    }

    @Test
    void isAnsweredToARequest() {
        assertThatThrownBy(() -> Page.of(THREE, 2, item -> item).answer(""))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("without a request");
    }
}
