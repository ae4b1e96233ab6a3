package dev.entrega.marketplace.broker;

import dev.entrega.marketplace.bazaar.Bazaar;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the partner before the service, which is told where it is. */
final class BazaarExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final String URL = "upstreams.bazaar.url";

    private final Bazaar bazaar;

    BazaarExtension() throws Exception {
        bazaar = new Bazaar(0);
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        System.setProperty(URL, bazaar.url().toString());
    }

    @Override
    public void afterAll(ExtensionContext test) {
        System.clearProperty(URL);
        bazaar.close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Bazaar.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return bazaar;
    }
}
