package dev.entrega.api;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gives each connection its {@link ReceiveDeadline}. */
@Singleton
final class ReceiveDeadlines implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private final Duration limit;

    ReceiveDeadlines(HttpSettings settings) {
        this.limit = settings.receiveTimeout();
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new NettyServerCustomizer() {
            @Override
            public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                return role == ChannelRole.CONNECTION ? new Connection(channel, limit) : this;
            }
        });
        return event.getBean();
    }

    private record Connection(Channel channel, Duration limit) implements NettyServerCustomizer {

        @Override
        public void onStreamPipelineBuilt() {
            var deadline = new ReceiveDeadline(limit);
            String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
            channel.pipeline().addBefore(codec, "receive-deadline-bytes", deadline.new Bytes());
            channel.pipeline().addAfter(codec, "receive-deadline-messages", deadline.new Messages());
        }
    }
}
