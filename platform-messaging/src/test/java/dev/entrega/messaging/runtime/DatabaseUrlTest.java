package dev.entrega.messaging.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void userPasswordAndOptionsAreTakenFromTheUrl() {
        var url = DatabaseUrl.parse("postgres://ada:p%40ss+w%2Ford@db.example.org:5433/orders?sslmode=require");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.org:5433/orders?sslmode=require");
        assertThat(url.user()).isEqualTo("ada");
        assertThat(url.password()).isEqualTo("p@ss+w/ord");
        assertThat(url.toString()).doesNotContain("p@ss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://ada:secret@host/db",
                "postgres://ada:secret@host",
                "postgres://ada:secret@/db",
                "postgres://ada:sec ret@host/db"
            })
    void aUrlThatIsNoneIsRefusedWithoutShowingItsPassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("DATABASE_URL: ")
                .hasMessageContaining("postgres://USER:PASSWORD@HOST:PORT/NAME")
                .message()
                .doesNotContain("secret")
                .doesNotContain("sec ret");
    }
}
