/// Verifies a published draw by its specification, docs/draw.md. Shares no code with the server and needs only
/// the JDK, so that these few files are all that a sceptic must read.
package dev.frontrow.verifier;
