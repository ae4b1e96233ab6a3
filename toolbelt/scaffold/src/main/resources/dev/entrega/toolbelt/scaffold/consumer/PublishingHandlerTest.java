package {{package}};

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import dev.entrega.test.TestSystem;
import org.junit.jupiter.api.Test;
import {{contracts}}.{{onRecord}};
import {{contracts}}.{{publishedRecord}};

@EntregaTest
class {{handler}}Test {

    @Test
    void whatIsDeliveredAgainIsNotedAndPublishedOnce(TestSystem system, TestDatabase database) {
        system.publish("subject-1", system.example({{onRecord}}.class));
        system.awaitHandled("{{handlerName}}");
        system.redeliverEverything();

        assertThat(database.count("SELECT count(*) FROM {{table}} WHERE subject = 'subject-1'"))
                .isEqualTo(1);
        assertThat(system.published({{publishedRecord}}.class)).hasSize(1);
    }
}
