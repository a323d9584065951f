package io.stemma.storage.azure;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Takes all that anybody logs, at all levels; in the tests slf4j ends here, too. */
final class EverythingLogged extends Handler implements AutoCloseable {
  private final StringBuilder text = new StringBuilder();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger root = LogManager.getLogManager().getLogger("");
  private final Level before = root.getLevel();

  EverythingLogged() {
    setLevel(Level.ALL);
    root.addHandler(this);
    root.setLevel(Level.ALL);
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    text.append(entry.getLoggerName()).append(' ').append(formatter.format(entry));
  }

  synchronized String text() {
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.setLevel(before);
    root.removeHandler(this);
  }
}
