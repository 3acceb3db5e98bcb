package io.hawkvision.loadgen.link;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A TUN device: whole IP packets are read from it and written to it. Exists while this is open; one
 * thread may read while another writes. Linux only.
 */
final class Tun implements AutoCloseable {
  private static final int OPEN_READ_WRITE = 2;
  private static final long SET_INTERFACE = 0x400454caL; // TUNSETIFF
  private static final short TUN_WITHOUT_HEADER = 0x1001; // IFF_TUN | IFF_NO_PI
  private static final int REQUEST_BYTES = 40;
  private static final int NAME_BYTES = 16;

  /** The C library, mapped directly. */
  private static final class Libc {
    static {
      Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int open(String path, int flags) throws LastErrorException;

    static native int ioctl(int descriptor, long request, Pointer argument)
        throws LastErrorException;

    static native long read(int descriptor, byte[] buffer, long count) throws LastErrorException;

    static native long write(int descriptor, byte[] buffer, long count) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;
  }

  private final int descriptor;

  private Tun(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Creates the device in the network namespace of this process. */
  static Tun create(String name) throws IOException {
    int descriptor = -1;
    try {
      descriptor = Libc.open("/dev/net/tun", OPEN_READ_WRITE);
      try (Memory request = new Memory(REQUEST_BYTES)) {
        request.clear();
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        request.write(0, bytes, 0, Math.min(bytes.length, NAME_BYTES - 1));
        request.setShort(NAME_BYTES, TUN_WITHOUT_HEADER);
        Libc.ioctl(descriptor, SET_INTERFACE, request);
      }
      return new Tun(descriptor);
    } catch (LastErrorException e) {
      if (descriptor >= 0) {
        Libc.close(descriptor);
      }
      throw new IOException("/dev/net/tun: error " + e.getErrorCode(), e);
    }
  }

  /** Waits for a packet; its length. */
  int read(byte[] packet) throws IOException {
    try {
      return (int) Libc.read(descriptor, packet, packet.length);
    } catch (LastErrorException e) {
      throw new IOException("reading a TUN device: error " + e.getErrorCode(), e);
    }
  }

  /**
   * Hands a packet to the kernel; false where it does not take it, such as before it has a peer.
   */
  boolean write(byte[] packet, int length) {
    try {
      return Libc.write(descriptor, packet, length) == length;
    } catch (LastErrorException e) {
      return false; // the caller counts it
    }
  }

  @Override
  public void close() {
    Libc.close(descriptor);
  }
}
