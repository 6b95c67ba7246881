package dev.frontrow.catalog;

/// Tells, as often as it is asked, whether the caller of a request may still look. The waiting room's gate puts it on
/// each request that it lets pass; an answer that goes on for minutes has to ask.
public interface AdmissionCheck {

    /// Name of the request attribute.
    String ATTRIBUTE = "frontrow.admissionCheck";

    boolean isStillAdmitted();

    /// Whether the caller's session goes on.
    boolean isStillSignedIn();
}
