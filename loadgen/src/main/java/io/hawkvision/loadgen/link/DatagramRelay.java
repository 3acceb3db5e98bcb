package io.hawkvision.loadgen.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Emulates a link for datagrams where a machine does not permit TUN devices: a client sends to this
 * address instead of the server's, and everything between the two goes through a {@link LinkQueue}
 * each way. TCP cannot be emulated so. One client at a time: the last that sent. Owns its threads.
 */
public final class DatagramRelay implements AutoCloseable {
  private static final int LARGEST = 65_536;
  private static final int UP = 0;
  private static final int DOWN = 1;

  /** Before any client has sent. */
  private static final SocketAddress NOBODY = InetSocketAddress.createUnresolved("nobody", 0);

  private final DatagramChannel front;
  private final DatagramChannel back;
  private final AtomicReference<SocketAddress> client = new AtomicReference<>(NOBODY);
  private final Way up;
  private final Way down;

  private DatagramRelay(DatagramChannel front, DatagramChannel back) {
    this.front = front;
    this.back = back;
    this.up = new Way("relay-up", this::fromClient, packet -> back.write(packet));
    this.down = new Way("relay-down", this::fromServer, this::toClient);
  }

  /** Relays to this server from any free port of the loopback interface; without impairment. */
  public static DatagramRelay start(InetSocketAddress server) throws IOException {
    DatagramChannel front = DatagramChannel.open();
    try {
      front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      DatagramChannel back = DatagramChannel.open();
      back.connect(server);
      DatagramRelay relay = new DatagramRelay(front, back);
      relay.up.start();
      relay.down.start();
      return relay;
    } catch (IOException | RuntimeException e) {
      front.close();
      throw e;
    }
  }

  /** Where clients send to. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) front.getLocalAddress();
  }

  /** The profile's time 0 is now. */
  public void begin(LinkProfile profile, long seed, Duration length) {
    up.begin(new LinkQueue(profile, seed, UP, length));
    down.begin(new LinkQueue(profile, seed, DOWN, length));
  }

  private void fromClient(ByteBuffer packet) throws IOException {
    SocketAddress from = front.receive(packet);
    if (from != null) {
      client.set(from);
    }
  }

  private void fromServer(ByteBuffer packet) throws IOException {
    back.read(packet);
  }

  private void toClient(ByteBuffer packet) throws IOException {
    SocketAddress to = client.get();
    if (to != null && !to.equals(NOBODY)) {
      front.send(packet, to);
    }
  }

  @Override
  public void close() throws IOException {
    up.end();
    down.end();
    front.close();
    back.close();
  }

  @FunctionalInterface
  private interface Transfer {
    void of(ByteBuffer packet) throws IOException;
  }

  /** One way: a thread that receives, a thread that delivers. */
  private static final class Way {
    private record Parcel(ByteBuffer packet, long atNanos) {
      Parcel {
        requireNonNull(packet, "packet");
      }
    }

    private final LinkedBlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();
    private final Transfer source;
    private final Transfer target;
    private final Thread receiver;
    private final Thread deliverer;
    private Optional<LinkQueue> queue = Optional.empty();
    private long beganNanos;

    Way(String name, Transfer source, Transfer target) {
      this.source = source;
      this.target = target;
      this.receiver = new Thread(this::receive, name + "-receive");
      this.deliverer = new Thread(this::deliver, name + "-deliver");
      receiver.setDaemon(true);
      deliverer.setDaemon(true);
    }

    void start() {
      receiver.start();
      deliverer.start();
    }

    void end() {
      receiver.interrupt();
      deliverer.interrupt();
    }

    synchronized void begin(LinkQueue next) {
      queue = Optional.of(next);
      beganNanos = System.nanoTime();
    }

    private synchronized long arrivalNanos(int bytes) {
      long nowNanos = System.nanoTime();
      if (queue.isEmpty()) {
        return nowNanos;
      }
      long offered = queue.get().offer(nowNanos - beganNanos, bytes + UdpProbe.HEADER_BYTES);
      return offered < 0 ? offered : beganNanos + offered;
    }

    private void receive() {
      ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
      try {
        while (!Thread.currentThread().isInterrupted()) {
          buffer.clear();
          source.of(buffer);
          buffer.flip();
          long at = arrivalNanos(buffer.remaining());
          if (at != LinkQueue.LOST && at != LinkQueue.QUEUE_DROP) {
            parcels.add(new Parcel(ByteBuffer.allocate(buffer.remaining()).put(buffer).flip(), at));
          }
        }
      } catch (AsynchronousCloseException e) {
        // closed: the relay is over
      } catch (IOException e) {
        parcels.clear(); // the server is gone; a datagram service has no other way to say so
      }
    }

    private void deliver() {
      try {
        while (true) {
          Parcel parcel = parcels.take();
          long left = parcel.atNanos() - System.nanoTime();
          while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = parcel.atNanos() - System.nanoTime();
          }
          target.of(parcel.packet());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        receiver.interrupt(); // closed, or nobody listens any more
      }
    }
  }
}
