package io.stemma;

import io.stemma.display.Displayed;

/**
 * What a commit or a file was made from, as a graph that can be exported: files or commits, what
 * computed them, and who committed what nobody computed. A file or commit that is reached over
 * several ways is there once. Immutable; usable from any thread, also when the archive is closed.
 *
 * <p>Near things come first where there are too many: the graph has at most 10,000 nodes and 50,000
 * relations, a picture at most 500 boxes and 2,000 arrows between them. What is left out is said
 * wherever it is.
 *
 * <p>Of the same archive and commit all texts are the same each time.
 */
public interface Provenance extends Displayed {

  /**
   * The graph as a PROV-JSON document, for other tools. Files and commits are entities, named
   * {@code archive:<commit id>!/<path>} and {@code archive:<commit id>}, which are the URIs of
   * {@link Commit#fileSystem()}; runs of datums, jobs and commits by hand are activities; versions
   * of pipelines are their plans; authors and this library are agents. A node of which not all
   * sources are there has an attribute {@code stemma:leftOut}: how many are not.
   *
   * <p>An activity has the times that were recorded, unless they contradict those of what it used:
   * then a result was taken over for an equal file that was committed later, or clocks differ; the
   * attribute {@code stemma:ended} has it in any case. At most 50,000 derivations of one entity
   * from another are written; they follow from what was used and generated.
   *
   * @return JSON, ending in a line feed
   */
  String provJson();

  /**
   * A picture of the graph, which browsers show. It needs nothing from elsewhere and holds no
   * script. Who did something, and by which version of a pipeline, is said in the boxes. Of more
   * than 500 files, commits and computations, or 2,000 arrows between them, the nearest are shown,
   * and a box that says how many are not; long names are cut.
   *
   * @return SVG, ending in a line feed
   */
  String svg();

  /**
   * The same picture as a flowchart for documents that are rendered with Mermaid.
   *
   * @return Mermaid's text, ending in a line feed
   */
  String mermaid();

  /** One line: of what this is, and how many things there are. */
  @Override
  String toString();
}
