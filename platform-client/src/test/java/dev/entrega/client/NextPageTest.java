package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "</orders?limit=20&cursor=o-20&state=placed>; rel=\"next\" | o-20",
                "<https://api.example.org/orders?cursor=a%2Bb%3D%26>;rel=next | a+b=&",
                "</orders?cursor=1>; rel=\"prev\", </orders?cursor=3>; rel=\"next\" | 3",
                "</orders?cursor=3>; title=\"a, b; rel=prev\"; REL=\"last Next\" | 3",
                "</doc>; rel=\"deprecation\"; type=\"text/html\", </orders?cursor=3>; rel=\"next\" | 3",
            })
    void isWhereTheLinkLeads(String link, String cursor) {
        assertThat(NextPage.cursorAfter(HttpResponse.ok().header("Link", link))).hasValue(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</orders?cursor=3>; rel=\"prev\"",
                "</orders?cursor=3>; rel=\"next-archive\"",
                "</orders?cursor=3>; title=\"rel=next\"",
                "</orders>; rel=\"next\"",
                "</orders?xcursor=3>; rel=\"next\"",
                "nonsense",
            })
    void isNoneWhereNothingLeadsThere(String link) {
        assertThat(NextPage.cursorAfter(HttpResponse.ok().header("Link", link))).isEmpty();
    }

    @Test
    void isNoneOnTheLastPage() {
        assertThat(NextPage.cursorAfter(HttpResponse.ok())).isEmpty();
    }

    @Test
    void isFoundInAnyOfSeveralHeaders() {
        var answer = HttpResponse.ok()
                .header("Link", "</doc>; rel=\"deprecation\"")
                .header("Link", "</orders?cursor=3>; rel=\"next\"");

        assertThat(NextPage.cursorAfter(answer)).hasValue("3");
    }
}
