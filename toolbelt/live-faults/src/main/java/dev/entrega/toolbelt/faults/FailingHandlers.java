package dev.entrega.toolbelt.faults;

import dev.entrega.consumer.HandlerBinding;
import dev.entrega.consumer.Handlers;
import dev.entrega.contract.EventData;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Puts itself before every handler of the service and asks the file, at each event, whether the handler is to fail. */
@Singleton
@Requires(property = Agent.FILE)
@Requires(classes = Handlers.class)
final class FailingHandlers implements BeanCreatedEventListener<Handlers> {
    private final FaultFile faults;

    FailingHandlers(@Value("${" + Agent.FILE + "}") String file) {
        this.faults = new FaultFile(Path.of(file));
    }

    @Override
    public Handlers onCreated(BeanCreatedEvent<Handlers> event) {
        return new Handlers(event.getBean().bindings().stream()
                .<HandlerBinding<?>>map(this::decorated)
                .toList());
    }

    private <T extends EventData> HandlerBinding<T> decorated(HandlerBinding<T> binding) {
        return binding.behind(event -> {
            if (faults.names().contains(binding.name())) {
                throw new FaultOnPurpose(binding.name());
            }
            return binding.handler().handle(event);
        });
    }
}
