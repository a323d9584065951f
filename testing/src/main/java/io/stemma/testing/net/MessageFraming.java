package io.stemma.testing.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Finds where the messages of one direction of an HTTP/1.1 connection begin and end. */
final class MessageFraming {
  private static final int LONGEST_HEAD = 64 << 10;

  private enum Part {
    HEAD,
    BODY,
    CHUNK_HEAD,
    CHUNK,
    TRAILER,
    UNTIL_CLOSED
  }

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private Part part = Part.HEAD;
  private long left;
  private long length;
  private String startLine = "";
  private boolean begins;
  private boolean ends;
  private boolean bodiless;

  /** The answer to come has no body, whatever its head says: it answers {@code HEAD}. */
  void expectNoBody(boolean none) {
    bodiless = none;
  }

  /**
   * Reads on, at most to the end of a message.
   *
   * @param in what came; its position is moved
   * @return what can be passed on now: a whole head, a part of a body, or nothing
   * @throws IOException if it is no HTTP/1.1
   */
  ByteBuffer read(ByteBuffer in) throws IOException {
    begins = false;
    ends = false;
    if (part == Part.HEAD) {
      return readHead(in);
    }
    int from = in.position();
    while (in.hasRemaining() && !ends) {
      readBody(in);
    }
    return in.duplicate().position(from).limit(in.position());
  }

  private ByteBuffer readHead(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      if (line(in)) {
        String head = lines.toString(ISO_8859_1);
        if (head.endsWith("\r\n\r\n") || head.equals("\r\n")) {
          ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
          lines.reset();
          begin(head);
          return bytes;
        } else if (head.length() > LONGEST_HEAD || !head.contains("HTTP/1.1\r\n") && !isAnswer()) {
          throw new IOException("no head of HTTP/1.1");
        }
      }
    }
    return ByteBuffer.allocate(0);
  }

  private boolean isAnswer() {
    return lines.toString(ISO_8859_1).startsWith("HTTP/1.");
  }

  /** Adds bytes to the end of a line; whether it was reached. */
  private boolean line(ByteBuffer in) {
    while (in.hasRemaining()) {
      byte next = in.get();
      lines.write(next);
      if (next == '\n') {
        return true;
      }
    }
    return false;
  }

  private void begin(String head) throws IOException {
    startLine = head.substring(0, head.indexOf('\r'));
    String lower = head.toLowerCase(Locale.ROOT);
    boolean answer = startLine.startsWith("HTTP/");
    String status = answer ? startLine.substring(9, 12) : "";
    boolean none = answer && (bodiless || status.startsWith("1") || status.matches("204|304"));
    String declared = field(lower, "content-length");
    length = head.length();
    begins = true;
    if (none || !answer && declared.isEmpty() && !lower.contains("\r\ntransfer-encoding:")) {
      ends = true;
    } else if (field(lower, "transfer-encoding").contains("chunked")) {
      part = Part.CHUNK_HEAD;
      length = -1;
    } else if (declared.isEmpty()) {
      part = Part.UNTIL_CLOSED;
      length = -1;
    } else {
      part = Part.BODY;
      left = number(declared, 10);
      length += left;
      ends = left == 0;
      part = ends ? Part.HEAD : Part.BODY;
    }
  }

  private static String field(String head, String name) {
    int at = head.indexOf("\r\n" + name + ":");
    int begin = at + name.length() + 3;
    return at < 0 ? "" : head.substring(begin, head.indexOf('\r', begin)).strip();
  }

  private static long number(String text, int radix) throws IOException {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("no length in HTTP/1.1", e);
    }
  }

  private void readBody(ByteBuffer in) throws IOException {
    switch (part) {
      case BODY, CHUNK -> {
        int count = (int) Math.min(left, in.remaining());
        in.position(in.position() + count);
        left -= count;
        if (left == 0) {
          end(part == Part.BODY, Part.CHUNK_HEAD);
        }
      }
      case CHUNK_HEAD -> {
        if (line(in)) {
          String size = lines.toString(ISO_8859_1).strip().replaceFirst(";.*", "");
          lines.reset();
          // Behind the bytes of a chunk comes the end of a line.
          left = number(size, 16) + 2;
          part = left == 2 ? Part.TRAILER : Part.CHUNK;
        }
      }
      case TRAILER -> {
        if (line(in)) {
          boolean last = lines.toString(ISO_8859_1).equals("\r\n");
          lines.reset();
          end(last, Part.TRAILER);
        }
      }
      default -> in.position(in.limit());
    }
  }

  private void end(boolean last, Part otherwise) {
    ends = last;
    part = last ? Part.HEAD : otherwise;
  }

  /** Whether what was passed on last begins a message. */
  boolean begins() {
    return begins;
  }

  /** Whether what was passed on last ends a message. */
  boolean ends() {
    return ends;
  }

  /** Whether a message goes on until the connection ends. */
  boolean isUntilClosed() {
    return part == Part.UNTIL_CLOSED;
  }

  /** The first line of the message that began last. */
  String startLine() {
    return startLine;
  }

  /** Whether the message that began last only announces the answer. */
  boolean isInterim() {
    return startLine.startsWith("HTTP/1.1 1");
  }

  /** Bytes of the whole message that began last; negative if its head does not say so. */
  long length() {
    return length;
  }
}
