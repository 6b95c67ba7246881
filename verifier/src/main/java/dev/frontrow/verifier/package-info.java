/// Checks a published draw by its specification, docs/draw.md. Shares no code with the server and needs the JDK alone,
/// so that whoever reads these few files has read all there is to trust.
package dev.frontrow.verifier;
