package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client can read from a refusal, and what it can't. */
class ProblemTest {
    private static NotesServer server;

    @BeforeAll
    static void start() {
        server = new NotesServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aProblemSaysWhatIsWrongAndWhere() {
        var answer = server.write(
                "k", "{\"text\":\"\",\"parts\":[{\"name\":\"a\",\"count\":1},{\"name\":\"b\",\"count\":0}]}");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("""
                {"type":"urn:entrega:problem:body-invalid","title":"Unprocessable Entity","status":422,\
                "detail":"The body breaks 2 rules; see errors.","instance":"/notes","code":"body-invalid",\
                "errors":[{"pointer":"/parts/1/count","detail":"must be greater than or equal to 1"},\
                {"pointer":"/text","detail":"must not be blank"}]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON                   | {text                                                | 400 | json-malformed | ``",
                "empty                      | ``                                                   | 400 | input-missing  | -",
                "blank                      | `  `                                                 | 400 | json-mismatch  | ``",
                "null                       | null                                                 | 400 | input-missing  | -",
                "cut off                    | {\"text\":\"a\",\"parts\":[{                          | 400 | json-malformed | /parts/0",
                "unknown property           | {\"text\":\"a\",\"parts\":[{\"nmae\":\"b\",\"count\":1}]}         | 400 | json-mismatch  | /parts/0/nmae",
                "duplicate property         | {\"text\":\"a\",\"text\":\"b\"}                       | 400 | json-malformed | /text",
                "something behind it        | {\"text\":\"a\"} {}                                   | 400 | json-malformed | ``",
                "NaN                        | {\"text\":\"a\",\"parts\":[{\"name\":\"b\",\"count\":NaN}]} | 400 | json-malformed | /parts/0/count",
                "a number for a text        | {\"text\":1}                                         | 400 | json-mismatch  | /text",
                "a text for a number        | {\"text\":\"a\",\"parts\":[{\"name\":\"b\",\"count\":\"1\"}]} | 400 | json-mismatch | /parts/0/count",
                "a fraction                 | {\"text\":\"a\",\"parts\":[{\"name\":\"b\",\"count\":1.5}]} | 400 | json-mismatch | /parts/0/count",
                "a number out of range      | {\"text\":\"a\",\"parts\":[{\"name\":\"b\",\"count\":99999999999}]} | 400 | json-mismatch | /parts/0/count",
                "a huge exponent            | {\"text\":\"a\",\"parts\":[{\"name\":\"b\",\"count\":1e1000000000}]} | 400 | json-mismatch | /parts/0/count",
                "null for a number          | {\"text\":\"a\",\"parts\":[{\"name\":\"b\",\"count\":null}]} | 400 | json-mismatch | /parts/0/count",
                "null for a part            | {\"text\":\"a\",\"parts\":[null]}                     | 422 | body-invalid   | /parts/0",
                "an object for a list       | {\"text\":\"a\",\"parts\":{}}                         | 400 | json-mismatch  | /parts",
                "a list for an object       | []                                                   | 400 | json-mismatch  | ``",
                "NUL                        | {\"text\":\"a\\u0000\"}                               | 400 | json-mismatch  | /text",
                "half a character           | {\"text\":\"\\ud800\"}                                | 400 | json-mismatch  | /text",
                "U+FFFE                     | {\"text\":\"\\ufffe\"}                                | 400 | json-mismatch  | /text",
                "a missing number          | {\"text\":\"a\",\"parts\":[{\"name\":\"b\"}]}         | 400 | json-mismatch  | /parts/0",
                "missing property           | {}                                                   | 422 | body-invalid   | /text",
            })
    void aBodyIsRefusedThatIs(String what, String body, int status, String code, String pointer) {
        var answer = server.write("k", body);

        assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        if (!pointer.equals("-")) {
            assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        }
        assertKeepsItsSecrets(answer);
    }

    @Test
    void aBodyThatIsNestedTenThousandDeepIsRefused() {
        assertRefused(server.write("k", "[".repeat(10_000)), 400, "json-m");
        assertRefused(server.write("k", "{\"text\":".repeat(10_000)), 400, "json-m");
    }

    @Test
    void aNumberOfHundredThousandDigitsIsRefused() {
        var answer = server.write("k", "{\"text\":\"a\",\"parts\":[{\"count\":" + "9".repeat(100_000) + "}]}");

        assertRefused(answer, 400, "json-malformed");
        assertThat(answer.body()).contains("/parts/0");
    }

    @Test
    void anotherEncodingAndAByteOrderMarkAreRefused() {
        assertRefused(server.write("k", "\ufeff{\"text\":\"a\"}"), 400, "json-malformed");
        assertRefused(
                server.send(server.to("/notes")
                        .header("Idempotency-Key", "k")
                        .POST(BodyPublishers.ofString("{\"text\":\"a\"}", StandardCharsets.UTF_16LE))),
                400,
                "json-malformed");
    }

    @Test
    void aBodyOf256KiBIsReadAndOneByteMoreIsNot() {
        String start = "{\"text\":\"a\"";
        String full = start + " ".repeat(256 * 1024 - start.length() - 1) + "}";

        assertThat(server.write("full", full).statusCode()).isEqualTo(201);
        assertRefused(server.write("more", full + " "), 413, "request-entity-too-large");
        assertRefused(
                server.send(server.to("/notes")
                        .header("Idempotency-Key", "chunked")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(full + " ")))),
                413,
                "request-entity-too-large");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertRefused(server.send(server.to("/nothing").GET()), 404, "not-found");
    }

    @Test
    void aMethodThatIsNotThereIsNotAllowedAndTheOthersAreNamed() {
        var answer = server.send(server.to("/notes").DELETE());

        assertRefused(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    @Test
    void anotherMediaTypeIsUnsupported() {
        var request = server.to("/notes")
                .setHeader("Content-Type", "text/plain")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofString("hello"));

        assertRefused(server.send(request), 415, "unsupported-media-type");
    }

    @Test
    void anAnswerThatTheClientDoesNotTakeIsNotAcceptable() {
        assertRefused(server.send(server.to("/notes").header("Accept", "text/plain")), 406, "not-acceptable");
    }

    @Test
    void aBrowserGetsJsonAsWell() {
        assertRefused(server.send(server.to("/nothing").header("Accept", "text/html")), 404, "not-found");
    }

    @Test
    void aParameterOutOfBoundsIsNamed() {
        var answer = server.send(server.to("/notes?limit=101"));

        assertRefused(answer, 400, "parameter-invalid");
        assertThat(answer.body()).contains("limit must be less than or equal to 100");
        assertRefused(server.send(server.to("/notes?limit=many")), 400, "parameter-malformed");
    }

    @Test
    void aFailureOfTheServiceIsNotExplainedToTheClient() {
        assertRefused(server.write("k", "{\"text\":\"break\"}"), 500, "failed");
        assertRefused(server.write("k", "{\"text\":\"sql\"}"), 500, "failed");
    }

    @Test
    void aRefusalOfTheServiceIs() {
        var answer = server.write("k", "{\"text\":\"refuse\"}");

        assertRefused(answer, 409, "note-refused");
        assertThat(answer.body()).contains("\"detail\":\"Not this one.\"");
    }

    @ParameterizedTest
    @CsvSource({"'\"2\"',200", "*,200", "'\"1\", \"2\"',200", "'\"1\"',412", "'W/\"2\"',412", "2,412"})
    void aChangeOfAnotherVersionIsRefused(String ifMatch, int status) {
        assertThat(server.send(server.to("/notes/versioned").header("If-Match", ifMatch))
                        .statusCode())
                .isEqualTo(status);
        assertThat(server.send(server.to("/notes/versioned")).statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code, "\"status\":" + status, "\"instance\":");
        assertKeepsItsSecrets(answer);
    }

    private static void assertKeepsItsSecrets(HttpResponse<String> answer) {
        assertThat(answer.body())
                .doesNotContain(
                        "dev.entrega", "java.", "micronaut", "jackson", "SELECT", "INSERT", "secret", "127.0.0.1");
    }
}
