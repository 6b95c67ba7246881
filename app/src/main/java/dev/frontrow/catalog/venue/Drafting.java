package dev.frontrow.catalog.venue;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.venue.VenueDrafts.Sketch;
import dev.frontrow.catalog.venue.VenueDrafts.VenueDraft;
import dev.frontrow.catalog.venue.Venues.Version;
import dev.frontrow.problem.Problem;
import dev.frontrow.text.PlainText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Plans that are not finished yet. A draft must be readable as a plan, but need not hold as one until it becomes a
/// version.
@Service
class Drafting {

    static final int PLAN_MAX = 8_000_000;

    private final VenueDrafts drafts;
    private final Venues venues;
    private final AuditLog audit;
    private final JsonMapper json;
    private final InstantSource clock;

    Drafting(VenueDrafts drafts, Venues venues, AuditLog audit, JsonMapper json, InstantSource clock) {
        this.drafts = drafts;
        this.venues = venues;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /// A new venue that has only a draft.
    @Transactional
    VenueDraft begin(String plan) {
        Instant now = clock.instant();
        VenueDraft begun =
                drafts.insert(drafts.insertVenue(now), sketch(plan, null), now).orElseThrow();
        record(Action.VENUE_DRAFT_SAVED, begun);
        return begun;
    }

    /// @param revision that its editor has seen; 0: there was no draft
    @Transactional
    DraftOutcome<VenueDraft> save(long venueId, int revision, @Nullable Integer basedOn, String plan) {
        Sketch sketch = sketch(plan, basedOn);
        Optional<Integer> newest = venues.newest(venueId);
        if (newest.isEmpty()) {
            return new DraftOutcome.NoVenue<>();
        }
        if (basedOn != null && basedOn > newest.get()) {
            return new DraftOutcome.NoVersion<>();
        }
        Instant now = clock.instant();
        Optional<VenueDraft> saved =
                revision == 0 ? drafts.insert(venueId, sketch, now) : drafts.update(venueId, revision, sketch, now);
        saved.ifPresent(draft -> record(Action.VENUE_DRAFT_SAVED, draft));
        return saved.isPresent() ? new DraftOutcome.Done<>(saved.get()) : changed(venueId);
    }

    private Sketch sketch(String plan, @Nullable Integer basedOn) {
        if (plan.length() > PLAN_MAX) {
            throw Problem.invalidField("plan", "too-large");
        }
        String name = form(plan).name();
        return new Sketch(name == null ? "" : PlainText.line("plan.name", name, VenueCheck.NAME_MAX), basedOn, plan);
    }

    private VenueForm form(String plan) {
        try {
            VenueForm form = json.readValue(plan, VenueForm.class);
            if (form != null) {
                return form;
            }
        } catch (JacksonException _) {
            // Nothing of it can be shown to its writer, who is a program.
        }
        throw Problem.invalidField("plan", "venue-plan");
    }

    private <T> DraftOutcome<T> changed(long venueId) {
        return new DraftOutcome.Changed<>(drafts.find(venueId).orElse(null));
    }

    @Transactional
    DraftOutcome<VenueDraft> drop(long venueId, int revision) {
        if (!venues.exists(venueId)) {
            return new DraftOutcome.NoVenue<>();
        }
        Optional<VenueDraft> dropped = drafts.delete(venueId, revision);
        dropped.ifPresent(draft -> record(Action.VENUE_DRAFT_DROPPED, draft));
        return dropped.isPresent() ? new DraftOutcome.Done<>(dropped.get()) : changed(venueId);
    }

    /// Makes the draft the venue's next version.
    ///
    /// @throws Problem 400 `request-invalid` with the paths of what is wrong with the plan; the draft is kept then
    @Transactional
    DraftOutcome<Version> publish(long venueId, int revision) {
        if (!venues.exists(venueId)) {
            return new DraftOutcome.NoVenue<>();
        }
        Optional<Sketch> draft = drafts.lock(venueId, revision);
        if (draft.isEmpty()) {
            return changed(venueId);
        }
        VenuePlan plan = VenueCheck.of(form(draft.get().plan()));
        Integer basedOn = draft.get().basedOn();
        int next = 1 + (basedOn == null ? 0 : basedOn);
        Optional<Version> made = venues.insertNumbered(venueId, next, plan, clock.instant());
        if (made.isEmpty()) {
            return new DraftOutcome.Outdated<>(venues.newest(venueId).orElseThrow());
        }
        drafts.delete(venueId, revision);
        audit.record(Action.VENUE_VERSION_CREATED, VenueChanges.subject(venueId), null, made.get());
        return new DraftOutcome.Done<>(made.get());
    }

    /// Without the plan, of which a draft keeps no earlier state either.
    private void record(Action action, VenueDraft draft) {
        var what = Map.of("name", draft.name(), "revision", draft.revision());
        audit.record(action, VenueChanges.subject(draft.venueId()), null, what);
    }
}
