package com.example.bench.guest;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * The guest: Netty as its documentation puts it together. Its own epoll on Linux, NIO elsewhere; whole messages; what
 * one read has brought is answered in one flush; who does not read is not read from.
 */
public final class NettyServer {

    private static final int LARGEST_MESSAGE = 16 << 20;
    private static final int LARGEST_REQUEST = 64 << 10;

    private NettyServer() {
    }

    /** @param args the port, on the loopback; it runs until it is killed */
    public static void main(String[] args) throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        ChannelGroup all = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        new ServerBootstrap().group(new MultiThreadIoEventLoopGroup(io)).channel(type)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_REQUEST),
                                new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                        .websocketPath("/").checkStartsWith(true)
                                        .maxFramePayloadLength(LARGEST_MESSAGE).build()),
                                new WebSocketFrameAggregator(LARGEST_MESSAGE), new ByPath(all));
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(args[0])).sync().channel().closeFuture().sync();
    }

    /** After the handshake the path says what follows. */
    private static final class ByPath extends ChannelInboundHandlerAdapter {

        private static final Echo ECHO = new Echo();
        private final ChannelGroup all;

        ByPath(ChannelGroup all) {
            this.all = all;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete complete) {
                boolean cast = complete.requestUri().startsWith("/broadcast");
                context.pipeline().replace(this, null, cast ? new Broadcast(all) : ECHO);
            }
        }
    }

    @Sharable
    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.write(frame.retain());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }
    }

    private static final class Broadcast extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final ChannelGroup all;

        Broadcast(ChannelGroup all) {
            this.all = all;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            all.add(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            all.writeAndFlush(frame.retain());
        }
    }
}
