/** Programs that a new user runs first. */
module io.stemma.examples {
  requires static org.jspecify;
  requires io.stemma;
  requires io.stemma.storage.local;
  requires me.tongfei.progressbar;
}
