package io.hawkvision.zoo.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.family.SealedFile;
import io.hawkvision.zoo.family.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A session on a file of a family, for networks that see no picture. Any thread, several at a time;
 * closing waits for runs that are under way.
 */
final class SealedSession implements AutoCloseable {
  private final String name;
  private final OrtSession session;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private SealedSession(String name, OrtSession session) {
    this.name = name;
    this.session = session;
  }

  /** Something to do with an open session. */
  interface Run<T> {
    T on(OrtSession session) throws OrtException, EngineException;
  }

  /** Opens the file; its bytes must still have their SHA-256. */
  static SealedSession open(String name, SealedFile file) throws EngineException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file.file());
    } catch (IOException unreadable) {
      throw new EngineException(name + ": the file cannot be read", unreadable);
    }
    if (!Sha256.of(bytes).equals(file.sha256())) {
      throw new EngineException(name + ": the file is not the one of the manifest");
    }
    return new SealedSession(name, OrtRuntime.session(name, bytes, 1));
  }

  /**
   * The sizes of an input or output behind its free batch.
   *
   * @throws EngineException when it is not there, or not a batch of that type and rank
   */
  int[] sizes(boolean isInput, String tensor, OnnxJavaType type, int rank) throws EngineException {
    try {
      Map<String, NodeInfo> nodes = isInput ? session.getInputInfo() : session.getOutputInfo();
      NodeInfo node = nodes.get(tensor);
      if (node == null) {
        throw new EngineException(name + ": has no \"" + tensor + "\" but " + nodes.keySet());
      }
      if (!(node.getInfo() instanceof TensorInfo found)
          || found.type != type
          || found.getShape().length != rank
          || Arrays.stream(found.getShape()).skip(1).anyMatch(size -> size < 1)) {
        throw new EngineException(
            name + ": \"" + tensor + "\" is not a tensor of " + type + " with " + rank + " sizes");
      }
      return Arrays.stream(found.getShape()).skip(1).mapToInt(Math::toIntExact).toArray();
    } catch (OrtException unreadable) {
      throw new EngineException(name + ": inputs and outputs unreadable", unreadable);
    }
  }

  <T> T run(Run<T> run) throws EngineException {
    use.readLock().lock();
    try {
      if (closed) {
        throw new EngineException(name + ": the engine is closed");
      }
      return run.on(session);
    } catch (OrtException failed) {
      throw new EngineException(name + ": the run failed", failed);
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
        NativeHandles.closed(Kind.ORT_SESSION);
      }
    } catch (OrtException failed) {
      throw new IllegalStateException(name + ": the session did not close", failed);
    } finally {
      use.writeLock().unlock();
    }
  }
}
