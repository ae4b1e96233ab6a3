package dev.entrega.test;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the service before the first method of a class and stops it after the last; hands out what methods ask for. */
final class ServiceExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ServiceExtension.class);

    @Override
    public void beforeAll(ExtensionContext test) {
        service(test);
    }

    /** The outermost class starts it; what is inside finds it in its parent's store, which closes it at the end. */
    private static RunningService service(ExtensionContext test) {
        return test.getStore(NAMESPACE)
                .computeIfAbsent(
                        RunningService.class, key -> RunningService.start(settings(test)), RunningService.class);
    }

    private static String[] settings(ExtensionContext test) {
        return AnnotationSupport.findAnnotation(test.getRequiredTestClass(), EntregaTest.class)
                .map(EntregaTest::settings)
                .orElseGet(() -> new String[0]);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return service(test).offers(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return service(test).give(parameter.getParameter().getType());
    }
}
