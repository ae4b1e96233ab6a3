package dev.entrega.messaging.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How somebody that the issuer knows asks it for a token. */
class IssuerClientTest {
    private final IssuerServer server = new IssuerServer();

    @BeforeEach
    void nameTheTokenEndpoint() {
        server.put(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"token_endpoint\":\"%1$s/token\"}".formatted(server.url()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TokenAnswer ask(int status, String answer) throws IOException {
        server.put("/token", status, answer);
        return new IssuerClient(new Issuer(server.url()), "me:too", "s+e/c r:t").ask(Map.of("scope", "a:read b&c"));
    }

    @Test
    void itsNameAndSecretAreEncodedBeforeTheyArePutTogether() throws IOException {
        ask(200, "{}");

        var question = server.asked().getLast();
        assertThat(question.authorization()).startsWith("Basic ");
        assertThat(Base64.getDecoder().decode(question.authorization().substring("Basic ".length())))
                .asString()
                .isEqualTo("me%3Atoo:s%2Be%2Fc+r%3At");
        assertThat(question.form()).isEqualTo("scope=a%3Aread+b%26c");
    }

    @Test
    void theAnswerSaysWhatIsGivenAndForHowLong() throws IOException {
        var answer = ask(200, "{\"access_token\":\"abc\",\"expires_in\":1000}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("access_token")).isEqualTo("abc");
        assertThat(answer.text("id_token")).isEmpty();
        assertThat(answer.life()).hasSeconds(1000);
    }

    @Test
    void aTokenThatDoesNotSayForHowLongIsGoodForMinutes() throws IOException {
        assertThat(ask(200, "{\"access_token\":\"abc\"}").life()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anErrorsCodeIsRepeated() throws IOException {
        assertThat(ask(400, "{\"error\":\"invalid_scope\",\"error_description\":\"my-secret is no scope\"}"))
                .hasToString(server.url() + "/token answers 400 invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\":\"my-secret?\"}", "{\"error\":[\"a\"]}", "{\"access_token\":\"my-secret\"}", "7"})
    void whatElseItSaysIsNot(String answer) throws IOException {
        assertThat(ask(400, answer)).hasToString(server.url() + "/token answers 400");
    }

    @Test
    void whatIsNoJsonIsNoAnswer() {
        assertThatThrownBy(() -> ask(503, "<h1>my-secret</h1>"))
                .isInstanceOf(IOException.class)
                .hasMessage(server.url() + "/token answers 503 and no JSON");
    }
}
