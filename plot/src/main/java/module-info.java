/** Signals as pictures: SVG and PNG. */
@SuppressWarnings("requires-automatic") // JFreeChart has a name of its own in its manifest
module io.stemma.plot {
  requires static transitive org.jspecify;
  requires transitive io.stemma;
  requires java.desktop;
  requires org.jfree.jfreechart;

  exports io.stemma.plot;
}
