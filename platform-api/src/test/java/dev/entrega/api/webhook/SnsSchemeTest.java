package dev.entrega.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsSchemeTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
    private static final String CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem";
    private static final String PASSWORD = "changeit";

    private static PrivateKey key;
    private static X509Certificate certificate;

    private final AtomicInteger fetched = new AtomicInteger();
    private final SnsScheme scheme = new SnsScheme(Set.of(TOPIC), address -> {
        assertThat(address).hasToString(CERTIFICATE);
        fetched.incrementAndGet();
        return certificate;
    });

    /** A key as AWS would have one, made by the JDK's own tool. */
    @BeforeAll
    static void makeAKey(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("sns.p12");
        var tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sns",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "1",
                        "-dname",
                        "CN=sns.amazonaws.com",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        key = (PrivateKey) keys.getKey("sns", PASSWORD.toCharArray());
        certificate = (X509Certificate) keys.getCertificate("sns");
    }

    /** Signed as AWS's guide says, and changed afterwards. */
    private static SignedRequest message(String signed, Consumer<ObjectNode> changed) throws Exception {
        var message = new ObjectMapper()
                .createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "m-1")
                .put("TopicArn", TOPIC)
                .put("Message", "{\"order\":1}")
                .put("Timestamp", "2026-01-01T00:00:00.000Z")
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(UTF_8));
        message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        changed.accept(message);
        return Requests.request(message.toString(), Instant.now());
    }

    private static final String SIGNED = """
            Message
            {"order":1}
            MessageId
            m-1
            Timestamp
            2026-01-01T00:00:00.000Z
            TopicArn
            %s
            Type
            Notification
            """.formatted(TOPIC);

    @Test
    void whatAwsHasSignedPassesAndTheCertificateIsAskedForOnce() throws Exception {
        assertThat(scheme.verify(message(SIGNED, message -> {}))).isEqualTo("m-1");
        assertThat(scheme.verify(message(SIGNED, message -> {}))).isEqualTo("m-1");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void aSubjectIsSignedToo() throws Exception {
        String withSubject = SIGNED.replace("Timestamp\n", "Subject\nhello\nTimestamp\n");

        assertThat(scheme.verify(message(withSubject, message -> message.put("Subject", "hello"))))
                .isEqualTo("m-1");
        assertThatThrownBy(() -> scheme.verify(message(SIGNED, message -> message.put("Subject", "hello"))))
                .hasMessageStartingWith("webhook-signature:");
    }

    @Test
    void aRequestToConfirmPassesAndNothingFollowsItsAddress() throws Exception {
        String confirmation = """
                Message
                {"order":1}
                MessageId
                m-1
                SubscribeURL
                https://evil.example/confirm
                Timestamp
                2026-01-01T00:00:00.000Z
                Token
                t-1
                TopicArn
                %s
                Type
                SubscriptionConfirmation
                """.formatted(TOPIC);

        assertThat(scheme.verify(message(
                        confirmation,
                        message -> message.put("Type", "SubscriptionConfirmation")
                                .put("Token", "t-1")
                                .put("SubscribeURL", "https://evil.example/confirm"))))
                .isEqualTo("m-1");
        assertThat(fetched).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Timestamp", "Type", "Signature"})
    void whatWasChangedIsRefused(String name) {
        assertThatThrownBy(() -> scheme.verify(message(
                        SIGNED,
                        message -> message.put(name, "changed")
                                .put("SubscribeURL", "x")
                                .put("Token", "x"))))
                .hasMessageStartingWith("webhook-signature:");
    }

    @Test
    void anotherTopicIsRefused() {
        assertThatThrownBy(() -> scheme.verify(message(SIGNED, message -> message.put("TopicArn", TOPIC + "x"))))
                .hasMessageStartingWith("sns-topic:");
    }

    @Test
    void aSignatureOfTheOldKindIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> scheme.verify(message(SIGNED, message -> message.put("SignatureVersion", "1"))))
                .hasMessageContaining("set the topic's attribute SignatureVersion to 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/c.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/c.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/c.pem",
                "https://evil.example@sns.eu-west-1.amazonaws.com/c.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/c.pem",
                "https://s3.eu-west-1.amazonaws.com/sns/c.pem",
                "https://evil.s3.amazonaws.com/c.pem",
                "file:///etc/passwd",
                "c.pem",
                "not an address"
            })
    void aCertificateFromElsewhereIsNotAskedFor(String address) {
        assertThatThrownBy(() -> scheme.verify(message(SIGNED, message -> message.put("SigningCertURL", address))))
                .hasMessageStartingWith("sns-certificate:");
        assertThat(fetched).hasValue(0);
    }

    @Test
    void whileNoCertificateCanBeHadNothingIsTrustedAndSnsTriesAgain() {
        var cutOff = new SnsScheme(Set.of(TOPIC), address -> {
            throw new IOException("no route");
        });

        assertThatThrownBy(() -> cutOff.verify(message(SIGNED, message -> {})))
                .hasMessageStartingWith("sns-certificate-unreachable:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "{}", "[]", "{\"TopicArn\":7}"})
    void whatIsNoMessageIsRefused(String body) {
        assertThatThrownBy(() -> scheme.verify(Requests.request(body, Instant.now())))
                .hasMessageStartingWith("sns-malformed:");
    }
}
