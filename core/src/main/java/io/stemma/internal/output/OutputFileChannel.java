package io.stemma.internal.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file for those who want a {@link FileChannel}, which may do everything: it is a temporary file,
 * which is taken in when it is closed.
 */
final class OutputFileChannel extends FileChannel {
  private final OutputChannel output;
  private final FileChannel file;

  OutputFileChannel(OutputChannel output) throws IOException {
    this.output = output;
    this.file = output.file();
  }

  private FileChannel readable() throws IOException {
    output.checkOpen();
    if (!output.mode().read()) {
      throw new NonReadableChannelException();
    }
    return file;
  }

  private FileChannel writable() throws IOException {
    output.checkWritable();
    if (output.mode().append()) {
      file.position(file.size());
    }
    return file;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return readable().read(into);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return readable().read(into, offset, length);
  }

  @Override
  public int read(ByteBuffer into, long from) throws IOException {
    return readable().read(into, from);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return writable().write(from);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    return writable().write(from, offset, length);
  }

  @Override
  public int write(ByteBuffer from, long to) throws IOException {
    return writable().write(from, output.mode().append() ? file.size() : to);
  }

  @Override
  public long position() throws IOException {
    output.checkOpen();
    return file.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    output.checkOpen();
    file.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    output.checkOpen();
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    writable().truncate(size);
    return this;
  }

  /** Does nothing: the file is durable when its job is committed, and not before. */
  @Override
  public void force(boolean metadata) throws IOException {
    output.checkOpen();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    return readable().transferTo(from, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    return writable().transferFrom(source, to, count);
  }

  /** Maps the temporary file; what is written after this was closed is lost. */
  @Override
  public MappedByteBuffer map(MapMode mode, long from, long length) throws IOException {
    return (mode == MapMode.READ_ONLY ? readable() : writable()).map(mode, from, length);
  }

  @Override
  public FileLock lock(long from, long length, boolean shared) throws IOException {
    output.checkOpen();
    return file.lock(from, length, shared);
  }

  @Override
  public FileLock tryLock(long from, long length, boolean shared) throws IOException {
    output.checkOpen();
    return file.tryLock(from, length, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    output.close();
  }
}
