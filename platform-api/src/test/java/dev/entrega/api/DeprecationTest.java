package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operation that will go says so. */
class DeprecationTest {

    @Controller("/old")
    @Requires(property = "test.old")
    static class Old {

        @Get("/known")
        @Deprecation(since = "2026-11-01", sunset = "2027-05-01", link = "https://example.org/changes")
        HttpResponse<?> known() {
            return HttpResponse.ok().header("Link", "</old?cursor=2>; rel=\"next\"");
        }

        @Get("/failing")
        @Deprecation(since = "2026-11-01")
        String failing() {
            throw new IllegalStateException("as the test says");
        }

        @Get("/still")
        String still() {
            return "still";
        }
    }

    @Controller("/wrong")
    @Requires(property = "test.wrong")
    static class Wrong {
        @Get
        @Deprecation(since = "soon")
        String old() {
            return "";
        }
    }

    @Controller("/all-old")
    @Requires(property = "test.old")
    @Deprecation(since = "2026-11-01")
    static class AllOld {
        @Get
        String old() {
            return "old";
        }
    }

    @Test
    void eachAnswerSaysSo() throws IOException {
        try (var server = new NotesServer(Map.of("entrega.service", "notes", "test.old", true))) {
            var known = server.get("/old/known").headers();
            assertThat(known.firstValue("Deprecation")).hasValue("@1793491200");
            assertThat(known.firstValue("Sunset")).hasValue("Sat, 01 May 2027 00:00:00 GMT");
            assertThat(known.allValues("Link"))
                    .containsExactly(
                            "</old?cursor=2>; rel=\"next\"",
                            "<https://example.org/changes>; rel=\"deprecation\"; type=\"text/html\"");

            var failing = server.get("/old/failing");
            assertThat(failing.statusCode()).isEqualTo(500);
            assertThat(failing.headers().firstValue("Deprecation")).hasValue("@1793491200");
            assertThat(failing.headers().map()).doesNotContainKeys("sunset", "link");

            assertThat(server.get("/old/still").headers().firstValue("Deprecation"))
                    .isEmpty();

            var paths = new ObjectMapper()
                    .readTree(server.get("/openapi.json").body())
                    .path("paths");
            assertThat(paths.at("/~1old~1known/get/deprecated").asBoolean()).isTrue();
            assertThat(paths.at("/~1all-old/get/deprecated").asBoolean()).isTrue();
            assertThat(paths.at("/~1old~1still/get").has("deprecated")).isFalse();
        }
    }

    @Test
    void whoeverIsRefusedIsToldToo() {
        try (var server = new NotesServer(
                Map.of("entrega.service", "notes", "test.old", true, "oauth.issuer", "http://localhost:1"))) {
            var refused = server.get("/old/known");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Deprecation")).hasValue("@1793491200");
        }
    }

    @Test
    void whatCanNotBeSaidStopsTheStart() {
        assertThatThrownBy(() -> new NotesServer(Map.of("entrega.service", "notes", "test.wrong", true)).close())
                .hasMessage("@Deprecation of old: since \"soon\" is no day; write it as 2026-11-01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                2026-11-31 |            |         | since "2026-11-31" is no day; write it as 2026-11-01
                2026-11-01 | later      |         | sunset "later" is no day; write it as 2026-11-01
                2026-11-01 | 2026-10-31 |         | its sunset is before the deprecation; set sunset to a later day
                2026-11-01 |            | see you | link "see you" is no URL; write it as https://example.org/changes
                """)
    void eachMistakeIsNamed(String since, @Nullable String sunset, @Nullable String link, String why) {
        var said = AnnotationValue.builder(Deprecation.class)
                .member("since", since)
                .member("sunset", sunset == null ? "" : sunset)
                .member("link", link == null ? "" : link)
                .build();

        assertThatThrownBy(() -> DeprecationHeaders.of(said, "old")).hasMessage("@Deprecation of old: " + why);
    }
}
