package dev.entrega.local.conformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** Against LocalStack, where there is a Docker: what the local cloud claims of AWS, another emulator confirms. */
@Testcontainers(disabledWithoutDocker = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStackConformanceTest implements Conformance {
    /** The last version that needs no token. One for all tests of this class, and none where it is skipped. */
    @Container
    private static final LocalStackContainer LOCAL_STACK =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0")).withServices("sns", "sqs");

    private Cloud cloud;

    @BeforeAll
    void connect() {
        cloud = new Cloud(LOCAL_STACK.getEndpoint());
    }

    @AfterAll
    void disconnect() {
        cloud.close();
    }

    @Override
    public Cloud cloud() {
        return cloud;
    }
}
