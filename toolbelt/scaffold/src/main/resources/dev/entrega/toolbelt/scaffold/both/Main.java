package {{package}};

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class {{main}} {

    private {{main}}() {}

    public static void main(String[] args) {
        Entrega.start({{main}}.class, args);
    }
}
