package dev.frontrow.boxoffice.lookup;

import org.springframework.stereotype.Component;

/// What look-ups read by.
@Component
record LookUpRows(ThingRows things, StoryRows stories, EvidenceRows evidence) {}
